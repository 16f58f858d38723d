/** The server under check, and short ways to ask it. */
import type { Guide } from "@/lib/guide/guide.ts";

export interface Line {
  model: string;
  created_at: string;
  message: { role: string; content: string; thinking?: string; tool_calls?: ToolCall[] };
  response: string;
  thinking?: string;
  context?: number[];
  done: boolean;
  done_reason?: string;
  logprobs?: { token: string; logprob: number; bytes?: number[] }[];
  error?: string;
  status?: string;
  digest?: string;
  total?: number;
  completed?: number;
  [metric: string]: unknown;
}

interface ToolCall {
  id: string;
  function: { index: number; name: string; arguments: unknown };
}

export interface Loaded {
  name: string;
  model: string;
  size: number;
  digest: string;
  details: Record<string, unknown>;
  expires_at: string;
  size_vram: number;
  context_length: number;
}

export interface Answer {
  status: number;
  type: string | null;
  headers: Headers;
  text: string;
  json: unknown;
  lines: Line[];
}

export class Server {
  readonly url: string;
  readonly isNew: boolean;
  #guide: Guide | undefined;

  constructor(url: string, isNew: boolean, guide?: Guide) {
    this.url = url;
    this.isNew = isNew;
    this.#guide = guide;
  }

  /** Only for checks that run against the Guide alone. */
  get guide(): Guide {
    if (!this.#guide) throw new Error("This check needs the Guide");
    return this.#guide;
  }

  /** A string is sent as it is, anything else as JSON. */
  async ask(method: string, path: string, body?: unknown, headers: HeadersInit = {}): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method,
      headers,
      redirect: "manual",
      ...(body === undefined ? {} : { body: asText(body) }),
    });
    return readAnswer(response, await response.text());
  }

  post(path: string, body: unknown): Promise<Answer> {
    return this.ask("POST", path, body);
  }

  chat(model: string, fields: Record<string, unknown> = {}): Promise<Answer> {
    return this.post("/api/chat", { model, messages: [{ role: "user", content: "hi" }], ...fields });
  }

  generate(model: string, fields: Record<string, unknown> = {}): Promise<Answer> {
    return this.post("/api/generate", { model, prompt: "hi", ...fields });
  }

  load(model: string, fields: Record<string, unknown> = {}): Promise<Answer> {
    return this.post("/api/generate", { model, ...fields });
  }

  async ps(): Promise<Loaded[]> {
    return ((await this.ask("GET", "/api/ps")).json as { models: Loaded[] }).models;
  }

  async loaded(name: string): Promise<Loaded | undefined> {
    return (await this.ps()).find((model) => model.name === `${name}:latest`);
  }

  async unload(model: string): Promise<void> {
    await this.load(model, { keep_alive: 0 });
    await this.until(async () => await this.loaded(model) === undefined);
  }

  /** Asks again until it holds. */
  async until(holds: () => Promise<boolean>, withinMs = 20_000): Promise<void> {
    const end = performance.now() + withinMs;
    while (!await holds()) {
      if (performance.now() > end) throw new Error(`Not so within ${withinMs} ms: ${holds}`);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }

  /** An answer that is read line by line; `leave()` closes the connection. */
  async stream(path: string, body: unknown): Promise<LineReader> {
    const leaving = new AbortController();
    const response = await fetch(this.url + path, {
      method: "POST",
      body: asText(body),
      signal: leaving.signal,
    });
    return new LineReader(response, leaving);
  }

  /** A request written by hand, for headers that fetch does not let through; gives the whole answer as text. */
  async raw(request: string): Promise<string> {
    const { hostname, port } = new URL(this.url);
    using connection = await Deno.connect({ hostname, port: Number(port) });
    await connection.write(new TextEncoder().encode(request));
    return await new Response(connection.readable).text();
  }
}

export class LineReader {
  readonly response: Response;
  #leaving: AbortController;
  #reader: ReadableStreamDefaultReader<string>;
  #text = "";

  constructor(response: Response, leaving: AbortController) {
    this.response = response;
    this.#leaving = leaving;
    this.#reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** Undefined at the end. */
  async next(): Promise<Line | undefined> {
    while (!this.#text.includes("\n")) {
      const { done, value } = await this.#reader.read();
      if (done) return undefined;
      this.#text += value;
    }
    const end = this.#text.indexOf("\n");
    const line = this.#text.slice(0, end);
    this.#text = this.#text.slice(end + 1);
    return JSON.parse(line);
  }

  async rest(): Promise<Line[]> {
    const lines: Line[] = [];
    for (let line = await this.next(); line; line = await this.next()) lines.push(line);
    return lines;
  }

  async leave(): Promise<void> {
    this.#leaving.abort();
    await this.#reader.read().catch(() => {});
  }
}

function readAnswer(response: Response, text: string): Answer {
  const { status, headers } = response;
  const type = headers.get("content-type");
  const isLines = type === "application/x-ndjson";
  return {
    status,
    headers,
    type,
    text,
    json: !isLines && text !== "" && type?.includes("json") ? JSON.parse(text) : undefined,
    lines: isLines ? text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line)) : [],
  };
}

function asText(body: unknown): string {
  return typeof body === "string" ? body : JSON.stringify(body);
}
