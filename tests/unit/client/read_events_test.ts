import assert from "node:assert/strict";
import { readEvents, type ServerEvent, SilentStreamError } from "@/lib/client/read_events.ts";

const wire = 'id: 1\nevent: start\ndata: {"model":"größe"}\n\n: heartbeat\n\n' +
  'id: 2\r\nevent: token\r\ndata: {"text":"日本 🎈\\n"}\r\n\r\n' +
  'id:3\rdata:"bare"\r\r' +
  "id: 4\nevent: token\ndata: {\ndata: }\n\nevent: nothing\n\n";
const expected: ServerEvent[] = [
  { event: "start", id: 1, data: { model: "größe" } },
  { event: "heartbeat", id: null, data: null },
  { event: "token", id: 2, data: { text: "日本 🎈\n" } },
  { event: "message", id: 3, data: "bare" },
  { event: "token", id: 4, data: {} },
];

Deno.test("readEvents() survives a cut at every byte", async () => {
  const bytes = new TextEncoder().encode(wire);
  for (let cut = 0; cut <= bytes.length; cut++) {
    assert.deepEqual(
      await collect(readEvents(bodyOf(bytes.slice(0, cut), bytes.slice(cut)))),
      expected,
      `cut ${cut}`,
    );
  }
});

Deno.test("readEvents() survives single bytes", async () => {
  const bytes = new TextEncoder().encode(wire);
  assert.deepEqual(
    await collect(readEvents(bodyOf(...bytes.values().map((byte) => Uint8Array.of(byte))))),
    expected,
  );
});

Deno.test("readEvents() drops an event that is not finished", async () => {
  const body = bodyOf(new TextEncoder().encode('id: 1\ndata: {"text":"a"}\n\nid: 2\ndata: {"text":"b"}\n'));
  assert.deepEqual(await collect(readEvents(body)), [{ event: "message", id: 1, data: { text: "a" } }]);
});

Deno.test("readEvents() gives up a body that never brings a byte, and says so", async () => {
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({ cancel: () => void (isCancelled = true) });
  await assert.rejects(
    collect(readEvents(body, { firstByteMs: 10, silenceMs: 1000 })),
    (error) => error instanceof SilentStreamError && error.bytes === 0,
  );
  assert.ok(isCancelled);
});

Deno.test("readEvents() gives up a body that fell silent, and knows that it had spoken", async () => {
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(": heartbeat\n\n")),
  });
  await assert.rejects(
    collect(readEvents(body, { firstByteMs: 1000, silenceMs: 10 })),
    (error) => error instanceof SilentStreamError && error.bytes === 13,
  );
});

Deno.test("readEvents() cancels the body when its reader leaves", async () => {
  const cancelled = Promise.withResolvers<void>();
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(wire)),
    cancel: () => cancelled.resolve(),
  });
  for await (const event of readEvents(body)) {
    assert.equal(event.event, "start");
    break;
  }
  await cancelled.promise;
});

function bodyOf(...chunks: Uint8Array<ArrayBuffer>[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  return ReadableStream.from(chunks.filter((chunk) => chunk.length > 0));
}

async function collect(events: AsyncIterable<ServerEvent>): Promise<ServerEvent[]> {
  return await Array.fromAsync(events);
}
