/**
 * Looks at Ollama: asks it, and renews what is known with the answer.
 *
 * Owns how long a look may take, that looks of a kind never overlap, and that nothing known of one server is
 * taken for another's. Knows no readers: news are told to `onNews`.
 */
import type { Logger } from "@logtape/logtape";
import { AppError, describeError, OllamaRejectedError, OllamaUnreachableError } from "@/lib/errors.ts";
import type { Ollama } from "@/lib/ollama/client.ts";
import { withDeadline } from "./deadline.ts";
import type { DetailCache } from "./details.ts";
import type { HealthRecord, OllamaHealth } from "./health.ts";
import type { MemoryView } from "./memory_view.ts";
import type { ModelCache } from "./model_cache.ts";
import { oneAtATime } from "./one_at_a_time.ts";

export interface LookParts {
  ollama: Ollama;
  now: () => number;
  log: Logger;
  models: ModelCache;
  details: DetailCache;
  memory: MemoryView;
  health: HealthRecord;
  onNews: () => void;
}

/** Ollama answers these at once even while it loads a model. */
const lookMs = 30_000;
const reachMs = 5_000;
/** What someone who wants a list waits for the very first one. */
const firstLookMs = 1_000;

export class Look {
  /** At version, list and memory. */
  readonly atAll = oneAtATime((signal?: AbortSignal) => this.#ask(lookMs, signal, (s) => this.#readAll(s)));
  readonly atMemory = oneAtATime((signal?: AbortSignal) =>
    this.#ask(lookMs, signal, (s) => this.#readMemory(s))
  );
  #closing = new AbortController();
  #completing: Promise<void> = Promise.resolve();
  #reaching: Promise<void> | undefined;
  /** At this server, begun when it was configured. */
  #firstLook: Promise<void> | undefined;
  #server: string;

  constructor(private readonly parts: LookParts) {
    this.#server = parts.ollama.baseUrl;
  }

  /** Resolves when Ollama answers at all; callers at the same time share one question. */
  reach(): Promise<void> {
    return this.#reaching ??= this.#ask(reachMs, undefined, (signal) => this.#readVersion(signal))
      .finally(() => this.#reaching = undefined);
  }

  /** Into one model, whose capabilities the list does not tell. */
  into(model: { name: string; digest: string }): Promise<void> {
    return this.#ask(lookMs, undefined, async (signal) => {
      try {
        await this.parts.details.read(model, signal);
      } catch (error) {
        // A model that cannot be shown may still chat: what it can do is then unknown.
        if (!(error instanceof OllamaRejectedError)) throw error;
      }
    });
  }

  /** At all; why it failed is in the health. */
  async quietly(): Promise<void> {
    try {
      await this.atAll();
    } catch (error) {
      if (this.#closing.signal.aborted) return;
      this.parts.log.info("Cannot read the models: {reason}", { reason: describeError(error).message });
    }
  }

  /** Resolves when something is known of this server, or soon after. */
  async first(): Promise<void> {
    this.#forgetOtherServer();
    if (this.parts.models.source() || this.parts.health.read().status !== "unknown") return;
    await withDeadline(firstLookMs, [], (signal) =>
      new Promise<void>((resolve) => {
        signal.addEventListener("abort", () => resolve());
        void (this.#firstLook ??= this.quietly()).then(resolve);
      }));
  }

  health(): OllamaHealth {
    this.#forgetOtherServer();
    return this.parts.health.read();
  }

  async close(): Promise<void> {
    this.#closing.abort(new DOMException("the server is ending", "AbortError"));
    await Promise.all([this.#completing, this.#firstLook]);
  }

  async #ask(
    ms: number,
    signal: AbortSignal | undefined,
    read: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    this.#forgetOtherServer();
    const server = this.parts.ollama.baseUrl;
    try {
      await withDeadline(ms, [signal, this.#closing.signal], read);
    } catch (error) {
      if (signal?.aborted || this.#closing.signal.aborted) throw error;
      throw this.#noteFailure(error, server);
    } finally {
      this.parts.onNews();
    }
  }

  async #readAll(signal: AbortSignal): Promise<void> {
    const { ollama, models, memory, details, now } = this.parts;
    const server = ollama.baseUrl;
    const started = performance.now();
    const version = await ollama.version(signal);
    const latencyMs = Math.round(performance.now() - started);
    const [tags, loaded] = await Promise.all([ollama.tags(signal), ollama.ps(signal)]);
    if (ollama.baseUrl !== server) return; // another address was stored meanwhile: this is not its list
    models.replace(tags, { version, refreshedAt: now() });
    memory.replace(loaded);
    details.measure(loaded);
    this.parts.health.succeed({ version, latencyMs });
    this.#completing = this.#completeDetails(this.#completing);
  }

  async #readMemory(signal: AbortSignal): Promise<void> {
    const { ollama, memory, details, health } = this.parts;
    const server = ollama.baseUrl;
    const loaded = await ollama.ps(signal);
    if (ollama.baseUrl !== server) return;
    memory.replace(loaded);
    details.measure(loaded);
    health.succeed({});
  }

  /** An answer of any kind will do: what Ollama then says to a chat is the chat's affair. */
  async #readVersion(signal: AbortSignal): Promise<void> {
    const { ollama, health } = this.parts;
    const started = performance.now();
    try {
      const version = await ollama.version(signal);
      health.succeed({ version, latencyMs: Math.round(performance.now() - started) });
    } catch (error) {
      if (!(error instanceof OllamaRejectedError)) throw error;
    }
  }

  /** What older servers leave out of their list; what cannot be read stays unknown until a later look. */
  async #completeDetails(former: Promise<void>): Promise<void> {
    const { details, models, log, onNews } = this.parts;
    await former;
    try {
      if (await details.complete(models.rows(), this.#closing.signal)) onNews();
    } catch (error) {
      if (this.#closing.signal.aborted) return;
      log.warn("Cannot read the models' details: {reason}", { reason: describeError(error).message });
    }
  }

  #noteFailure(error: unknown, server: string): unknown {
    const known = error instanceof DOMException
      ? new OllamaUnreachableError(
        `Ollama at ${server} does not answer (${error.message}). Look at its log, or restart it.`,
        error,
      )
      : error;
    const isCurrent = this.parts.ollama.baseUrl === server; // another address may have been stored meanwhile
    if (isCurrent && known instanceof AppError && known.code.startsWith("ollama_")) {
      this.parts.health.fail(known.message);
    }
    return known;
  }

  #forgetOtherServer(): void {
    const server = this.parts.ollama.baseUrl;
    if (server === this.#server) return;
    this.#server = server;
    this.parts.memory.forget();
    this.parts.health.forget();
    this.#firstLook = this.quietly();
  }
}
