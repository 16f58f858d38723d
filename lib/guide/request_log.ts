/**
 * What clients asked of the Guide, for tests: each request, and how its answer ended.
 *
 * Keeps the latest requests up to a number of bytes of bodies. Changes nothing in what is answered.
 */
import type { Ending, Exchange } from "./wire/exchange.ts";

export interface LoggedRequest {
  method: string;
  path: string;
  headers: ReadonlyMap<string, string>;
  /** The body as it came. */
  text: string;
  /** The parsed body; undefined when it is empty or no JSON. */
  body: unknown;
  /** Milliseconds since the epoch. */
  receivedAt: number;
  endedAt: number | undefined;
  /** `gone`: the client left first; `broken`: a fault script broke it off. */
  ending: Ending | undefined;
  ended: Promise<Ending>;
  /** Lines of a streamed answer given to the network so far. */
  readonly linesSent: number;
}

export type RequestMatch = string | ((request: LoggedRequest) => boolean);

const defaultLimits = { bytes: 64 * 1024 * 1024, requests: 20_000 };

export class RequestLog {
  readonly requests: LoggedRequest[] = [];
  open = 0;
  #limits: { bytes: number; requests: number };
  #now: () => number;
  #kept: boolean;
  #bytes = 0;
  #untaken: LoggedRequest[] = [];
  #waiting: { match: RequestMatch; resolve: (request: LoggedRequest) => void }[] = [];
  #idle: (() => void)[] = [];

  constructor(now: () => number, kept: boolean, limits = defaultLimits) {
    this.#limits = limits;
    this.#now = now;
    this.#kept = kept;
  }

  add(exchange: Exchange, request = this.describe(exchange)): LoggedRequest {
    this.open++;
    exchange.ended.then((ending) => this.#close(request, ending));
    if (this.#kept) this.#keep(request);
    return request;
  }

  /** The first request that matches and that no earlier call was given; waits for it when there is none yet. */
  next(match: RequestMatch): Promise<LoggedRequest> {
    const at = this.#untaken.findIndex((request) => matches(request, match));
    const [found] = at < 0 ? [] : this.#untaken.splice(at, 1);
    if (found) return Promise.resolve(found);
    return new Promise((resolve) => this.#waiting.push({ match, resolve }));
  }

  /** Resolves when no answer is under way. */
  idle(): Promise<void> {
    if (this.open === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  describe(exchange: Exchange): LoggedRequest {
    const { method, path, headers } = exchange.head;
    const text = exchange.text;
    return {
      method,
      path,
      headers,
      text,
      body: parsed(text),
      receivedAt: this.#now(),
      endedAt: undefined,
      ending: undefined,
      ended: exchange.ended,
      get linesSent() {
        return exchange.linesSent;
      },
    };
  }

  #keep(request: LoggedRequest): void {
    const { bytes, requests } = this.#limits;
    this.requests.push(request);
    this.#bytes += request.text.length;
    while (this.requests.length > requests || this.#bytes > bytes && this.requests.length > 1) {
      this.#drop(this.requests.shift()!);
    }
    const at = this.#waiting.findIndex(({ match }) => matches(request, match));
    const [waiter] = at < 0 ? [] : this.#waiting.splice(at, 1);
    if (waiter) waiter.resolve(request);
    else this.#untaken.push(request);
  }

  #drop(request: LoggedRequest): void {
    this.#bytes -= request.text.length;
    if (this.#untaken[0] === request) this.#untaken.shift();
  }

  #close(request: LoggedRequest, ending: Ending): void {
    request.ending = ending;
    request.endedAt = this.#now();
    this.open--;
    if (this.open === 0) { for (const resolve of this.#idle.splice(0)) resolve(); }
  }
}

export function matches(request: LoggedRequest, match: RequestMatch): boolean {
  return typeof match === "string" ? request.path === match : match(request);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
