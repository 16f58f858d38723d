/**
 * Asking for a reply and noting when each piece came: directly at Ollama, or through the product.
 *
 * Both ways share one light client and are read after their end, so that the reading costs neither anything.
 */
import http from "node:http";
import { epochMs } from "./clock.ts";
import type { BenchModel } from "./models.ts";

export interface Asked {
  model: BenchModel;
  tokens: number;
}

export interface Heard {
  /** When the request was sent; epoch milliseconds as all times here. */
  askedAt: number;
  pieces: { text: string; at: number }[];
  endedAt: number;
}

/** Ollama's own lines, from the Guide or from what stands before it. */
export async function askDirectly(url: string, { model, tokens }: Asked): Promise<Heard> {
  const messages = [{ role: "user", content: String(tokens) }];
  return read(await post(`${url}/api/chat`, { model: `${model}:latest`, messages }), "\n", textOfLine);
}

export async function askServer(url: string, { model, tokens }: Asked): Promise<Heard> {
  const body = { model: `${model}:latest`, content: String(tokens), background: true };
  return read(await post(`${url}/api/chat`, body), "\n\n", textOfEvent);
}

/** The times that the tokens of a `clock` model carry, against those of their coming. */
export function delaysOf({ pieces }: Heard): number[] {
  return pieces.flatMap(({ text, at }) => text.trim().split(" ").map((made) => at - Number(made)));
}

export function firstTokenMs({ askedAt, pieces }: Heard): number {
  return pieces[0]!.at - askedAt;
}

interface Arrivals {
  askedAt: number;
  chunks: { bytes: Uint8Array; at: number }[];
  endedAt: number;
}

function post(url: string, body: unknown): Promise<Arrivals> {
  const { promise, resolve, reject } = Promise.withResolvers<Arrivals>();
  const text = JSON.stringify(body);
  const chunks: Arrivals["chunks"] = [];
  const askedAt = epochMs();
  const headers = { "content-type": "application/json", "content-length": text.length };
  const request = http.request(url, { method: "POST", agent: false, headers });
  request.on("error", reject);
  request.on("response", (response) => {
    if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`));
    response.on("data", (bytes: Uint8Array) => chunks.push({ bytes, at: epochMs() }));
    response.on("error", reject);
    response.on("end", () => resolve({ askedAt, chunks, endedAt: epochMs() }));
  });
  request.end(text);
  return promise;
}

/** A piece has come when its last byte has. */
function read(
  { askedAt, chunks, endedAt }: Arrivals,
  separator: string,
  textOf: (block: string) => string,
): Heard {
  const decoder = new TextDecoder();
  const pieces: Heard["pieces"] = [];
  let rest = "";
  for (const { bytes, at } of chunks) {
    const blocks = (rest + decoder.decode(bytes, { stream: true })).split(separator);
    rest = blocks.pop()!;
    for (const block of blocks) {
      const text = textOf(block);
      if (text !== "") pieces.push({ text, at });
    }
  }
  return { askedAt, pieces, endedAt };
}

function textOfLine(line: string): string {
  return line === "" ? "" : JSON.parse(line).message.content;
}

function textOfEvent(block: string): string {
  const [, event, data] = /^event: (\w+)\ndata: (.*)$/m.exec(block) ?? [];
  if (event === "error") throw new Error(`The reply failed: ${data}`);
  return event === "token" ? JSON.parse(data!).text : "";
}
