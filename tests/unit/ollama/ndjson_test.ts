import assert from "node:assert/strict";
import { OllamaDroppedError, OllamaRejectedError } from "@/lib/errors.ts";
import { parseNdjson } from "@/lib/ollama/ndjson.ts";

const encoder = new TextEncoder();

async function* batches(...parts: Uint8Array[]): AsyncGenerator<Uint8Array[]> {
  for (const part of parts) yield [part];
}

async function parse(...parts: Uint8Array[]): Promise<unknown[]> {
  return (await Array.fromAsync(parseNdjson(batches(...parts)))).flat();
}

Deno.test("parseNdjson() survives a cut at every byte, also inside a character", async () => {
  const values = [{ text: "naïve 😀 日本" }, { text: "\ud83d" }, { n: 1 }];
  const bytes = encoder.encode("\ufeff" + values.map((value) => JSON.stringify(value) + "\r\n\n").join(""));
  for (let cut = 0; cut <= bytes.length; cut++) {
    assert.deepEqual(await parse(bytes.slice(0, cut), bytes.slice(cut)), values, `cut at ${cut}`);
  }
});

Deno.test("parseNdjson() takes a last line without its newline, but not a half one", async () => {
  assert.deepEqual(await parse(encoder.encode('{"a":1}\n{"b":2}')), [{ a: 1 }, { b: 2 }]);
  await assert.rejects(parse(encoder.encode('{"a":1}\n{"b":')), OllamaDroppedError);
});

Deno.test("parseNdjson() gives what came before a malformed line, then throws", async () => {
  const seen: unknown[] = [];
  await assert.rejects(async () => {
    for await (const values of parseNdjson(batches(encoder.encode('{"a":1}\nnonsense\n{"b":2}\n')))) {
      seen.push(...values);
    }
  }, OllamaRejectedError);
  assert.deepEqual(seen, [{ a: 1 }]);
});

Deno.test("parseNdjson() refuses a line above the limit, whole or not", async () => {
  const long = encoder.encode(`"${"x".repeat(200)}"\n`);
  const read = (...parts: Uint8Array[]) => Array.fromAsync(parseNdjson(batches(...parts), 100));
  await assert.rejects(read(long), OllamaRejectedError);
  await assert.rejects(read(long.slice(0, 150), long.slice(150)), OllamaRejectedError);
});
