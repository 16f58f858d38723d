import assert from "node:assert/strict";
import { type SseEvent, sseResponse } from "@/lib/http/sse.ts";

const hourMs = 3_600_000;

Deno.test("sseResponse() has the contract's headers and writes a comment before any event", async () => {
  // deno-lint-ignore require-yield
  async function* silent(signal: AbortSignal): AsyncGenerator<SseEvent[]> {
    await aborted(signal);
  }
  const response = sseResponse(silent, { heartbeatMs: hourMs });
  assert.equal(response.headers.get("content-type"), "text/event-stream");
  assert.equal(response.headers.get("cache-control"), "no-store");
  assert.equal(response.headers.get("x-accel-buffering"), "no");
  const reader = response.body!.getReader();
  assert.equal(text((await reader.read()).value!), ": heartbeat\n\n");
  await reader.cancel();
});

Deno.test("sseResponse() writes a batch as one chunk and ends with its source", async () => {
  async function* source(): AsyncGenerator<SseEvent[]> {
    yield [{ id: 1, event: "start", data: { a: "line\nbreak" } }, {
      id: 2,
      event: "token",
      data: { text: "ü" },
    }];
    yield [{ event: "done", data: null }];
  }
  const chunks = await readAll(sseResponse(source(), { heartbeatMs: hourMs }));
  assert.deepEqual(chunks, [
    ": heartbeat\n\n",
    'id: 1\nevent: start\ndata: {"a":"line\\nbreak"}\n\nid: 2\nevent: token\ndata: {"text":"ü"}\n\n',
    "event: done\ndata: null\n\n",
  ]);
});

Deno.test("sseResponse() goes on after an empty batch", async () => {
  async function* source(): AsyncGenerator<SseEvent[]> {
    yield [];
    yield [{ event: "done", data: 1 }];
  }
  const chunks = await readAll(sseResponse(source(), { heartbeatMs: hourMs }));
  assert.equal(chunks.join(""), ": heartbeat\n\nevent: done\ndata: 1\n\n");
});

Deno.test("sseResponse() writes heartbeats while its source is silent, and loses no event to them", async () => {
  const gate = Promise.withResolvers<void>();
  async function* source(): AsyncGenerator<SseEvent[]> {
    await gate.promise;
    yield [{ id: 7, event: "token", data: "late" }];
  }
  const reader = sseResponse(source(), { heartbeatMs: 5 }).body!.getReader();
  for (let i = 0; i < 4; i++) assert.equal(text((await reader.read()).value!), ": heartbeat\n\n");
  gate.resolve();
  let read = "";
  for (let step = await reader.read(); !step.done; step = await reader.read()) read += text(step.value);
  assert.equal(read.replaceAll(": heartbeat\n\n", ""), 'id: 7\nevent: token\ndata: "late"\n\n');
});

Deno.test("sseResponse() ends a waiting source at once when the client leaves", async () => {
  const ended = Promise.withResolvers<string>();
  async function* source(signal: AbortSignal): AsyncGenerator<SseEvent[]> {
    try {
      yield [{ event: "start", data: 1 }];
      await aborted(signal);
    } finally {
      ended.resolve("ended");
    }
  }
  const reader = sseResponse(source, { heartbeatMs: hourMs }).body!.getReader();
  await reader.read();
  await reader.read();
  const pending = reader.read();
  await reader.cancel();
  assert.equal((await pending).done, true);
  assert.equal(await ended.promise, "ended");
});

Deno.test("sseResponse() does not wait for a generator that never minds the signal", async () => {
  const never = new Promise<void>(() => {});
  const source: AsyncIterable<SseEvent[]> = {
    [Symbol.asyncIterator]: () => ({
      next: () => never.then(() => ({ done: true, value: undefined })),
      return: () => Promise.resolve({ done: true, value: undefined }),
    }),
  };
  const reader = sseResponse(source, { heartbeatMs: hourMs }).body!.getReader();
  await reader.read();
  const pending = reader.read();
  await reader.cancel();
  assert.equal((await pending).done, true);
});

Deno.test("sseResponse() ends its source also when the client leaves before the first read", async () => {
  let hasReturned = false;
  const source: AsyncIterable<SseEvent[]> = {
    [Symbol.asyncIterator]: () => ({
      next: () => Promise.resolve({ done: true, value: undefined }),
      return: () => {
        hasReturned = true;
        return Promise.resolve({ done: true, value: undefined });
      },
    }),
  };
  await sseResponse(source, { heartbeatMs: hourMs }).body!.cancel();
  assert(hasReturned);
});

Deno.test("sseResponse() reads no further than the client takes", async () => {
  let made = 0;
  const filled = Promise.withResolvers<void>();
  async function* source(): AsyncGenerator<SseEvent[]> {
    while (true) {
      made++;
      filled.resolve();
      yield [{ event: "token", data: made }];
    }
  }
  const reader = sseResponse(source(), { heartbeatMs: hourMs }).body!.getReader();
  await reader.read();
  await filled.promise;
  await new Promise((resolve) => setTimeout(resolve, 0));
  assert(made <= 2, `read ${made} ahead`);
  await reader.cancel();
});

Deno.test("sseResponse() passes the error of its source on to the connection", async () => {
  // deno-lint-ignore require-yield
  async function* source(): AsyncGenerator<SseEvent[]> {
    throw new Error("broken source");
  }
  const reader = sseResponse(source(), { heartbeatMs: hourMs }).body!.getReader();
  await reader.read();
  await assert.rejects(reader.read(), /broken source/);
});

async function readAll(response: Response): Promise<string[]> {
  const chunks: string[] = [];
  for await (const chunk of response.body!) chunks.push(text(chunk));
  return chunks;
}

function text(chunk: Uint8Array): string {
  return new TextDecoder().decode(chunk);
}

function aborted(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal.aborted) resolve();
  else signal.addEventListener("abort", () => resolve(), { once: true });
  return promise;
}
