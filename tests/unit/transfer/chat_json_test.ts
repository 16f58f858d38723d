import assert from "node:assert/strict";
import * as fc from "fast-check";
import { type ChatJson, openChat } from "@/lib/transfer/chat_json.ts";
import { LongText, readWhole } from "@/lib/transfer/long_text.ts";
import { isRecord } from "@/lib/transfer/loose.ts";
import { outlineLimits, OutlineScanner } from "@/lib/transfer/outline.ts";
import type { Places } from "@/lib/transfer/places.ts";
import { UnknownChat } from "@/lib/transfer/refused.ts";
import { memorySource, type Source } from "@/lib/transfer/source.ts";

const limits = { ...outlineLimits, text: 20 };
const holders = ["messages", "mapping"];

function open(text: string, limit = limits): Promise<ChatJson> {
  const bytes = new TextEncoder().encode(text);
  return openChat(memorySource(bytes), { start: 0, length: bytes.length }, limit);
}

/** All of it, put together again from its pieces. */
async function readAll(text: string): Promise<unknown> {
  const { value, part, parts } = await open(text);
  const read = Array.from({ length: parts }, (_, number) => readWhole(part(number)));
  const fill = (value: unknown, isHeld: boolean): unknown => {
    if (isHeld && typeof value === "number") return read[value];
    if (Array.isArray(value)) return value.map((inner) => fill(inner, isHeld));
    if (!isRecord(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        const isHolder = holders.includes(key) && typeof inner === "object";
        return [key, fill(inner, isHeld || isHolder)];
      }),
    );
  };
  return fill(readWhole(value), false);
}

// No key with a backslash: the JSON.parse of V8 15 gives `{"m\\":1}` and then `{"m\"":1}` the same one.
const key = fc.oneof(
  fc.constantFrom(...holders, "a", 'm"'),
  fc.string({ maxLength: 3 }).map((key) => key.replaceAll("\\", "/")),
);
const { value: json } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 30 }),
      fc.constantFrom(null, true, -1.5e3, "", '"messages":[', "\\", '\\"'),
    ),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const written = fc.tuple(json, fc.constantFrom(0, 1)).map(([value, space]) =>
  JSON.stringify({ head: 1, messages: value, mapping: value }, null, space)
);

Deno.test("openChat() gives in pieces what JSON.parse gives in one, of any JSON", async () => {
  await fc.assert(
    fc.asyncProperty(written.filter((text) => !text.includes("__proto__")), async (text) => {
      assert.deepEqual(await readAll(text), JSON.parse(text));
    }),
    { numRuns: 300 },
  );
});

Deno.test("openChat() takes no more for JSON than JSON.parse does", async () => {
  const change = fc.record({ at: fc.nat(), text: fc.constantFrom(...'{}[]",:\\ 1x', "") });
  await fc.assert(
    fc.asyncProperty(written, fc.array(change, { minLength: 1, maxLength: 3 }), async (text, changes) => {
      for (const { at, text: put } of changes) {
        const place = at % text.length;
        text = (text.slice(0, place) + put + text.slice(place + 1)).toWellFormed();
      }
      let expected: unknown;
      try {
        expected = JSON.parse(text);
      } catch {
        return await assert.rejects(readAll(text), UnknownChat, text);
      }
      if (!isRecord(expected)) return;
      try {
        assert.deepEqual(await readAll(text), expected);
      } catch (error) {
        if (!/a key as long as a text/.test(String(error))) throw error; // without a quote two keys become one
      }
    }),
    { numRuns: 500 },
  );
});

Deno.test("OutlineScanner finds the same wherever its bytes are cut", () => {
  const text = JSON.stringify({
    a: ["messages", { "map\\ping": 1 }],
    messages: [{ content: 'a long text with \\ and "quotes"', images: ["é".repeat(20)] }, 7, [], "short"],
    chat: { history: { messages: { x: { mapping: { y: 1 } }, 'a\\"b': "a text that is long" } } },
  }).replace('"messages":{', '"m\\u0065ssages" : {');
  const bytes = new TextEncoder().encode(text);
  const list = (places: Places) =>
    Array.from({ length: places.length }, (_, index) => {
      const { start, length } = places.at(index);
      return new TextDecoder().decode(bytes.subarray(start, start + length));
    });
  for (let cut = 0; cut <= bytes.length; cut++) {
    const scanner = new OutlineScanner(0, limits);
    scanner.push(bytes.subarray(0, cut));
    scanner.push(bytes.subarray(cut));
    const { parts, longTexts, isWhole } = scanner.end();
    assert.deepEqual(list(parts).slice(1), [
      ...["7", "[]", '"short"', '{"mapping":{"y":1}}', '"a text that is long"'],
    ], `cut at ${cut}`);
    assert.deepEqual(list(longTexts).map((text) => text.slice(0, 7)), ['"a long', '"éééééé', '"a text']);
    assert.equal(isWhole, true);
  }
});

Deno.test("openChat() refuses what would be far more in memory than in the file", async () => {
  const small = { text: 100, values: 10, parts: 3 };
  const many = (count: number) => JSON.stringify({ messages: Array(count).fill(1) });
  await open(many(3), small);
  await assert.rejects(open(many(4), small), /more than 100,000 messages/);
  await assert.rejects(open(`{"${"k".repeat(101)}":1}`, small), /a key as long as a text/);
  await assert.rejects(
    open(`{"messages":[[${"{},".repeat(20)}0]]}`, small),
    /a message with more than 10 values/,
  );
  await assert.rejects(
    open(`{"a":[${"{},".repeat(20)}0]}`, small),
    /besides its messages more than 10 values/,
  );
});

Deno.test("a long text is read from its place, and as base64 also where it is written loosely", () => {
  const bytes = crypto.getRandomValues(new Uint8Array(30_000));
  const base64 = bytes.toBase64();
  const loose = [base64.replace(/(.{76})/g, "$1\n"), base64.replaceAll("/", "_"), base64.replace(/=+$/, "")];
  for (const text of [base64, ...loose, `${base64.slice(0, 5)} ${base64.slice(5)}`]) {
    const file = new TextEncoder().encode(`[${JSON.stringify(text)}]`);
    const long = new LongText(memorySource(file), { start: 1, length: file.length - 2 });
    assert.equal(long.toString(), text);
    assert.deepEqual(long.decodeBase64(0), bytes);
  }
});

Deno.test("of a chat no more than a message is read at a time, and a long text only when it is asked for", async () => {
  const messages = Array.from({ length: 50 }, (_, index) => ({ index, text: "x".repeat(1000) }));
  const bytes = new TextEncoder().encode(JSON.stringify({ messages, junk: "y".repeat(5000) }));
  let read = 0;
  const source: Source = {
    read: (place) => {
      read += place.length;
      return memorySource(bytes).read(place);
    },
  };
  const chat = await openChat(source, { start: 0, length: bytes.length }, { ...limits, text: 4000 });
  assert.ok(read < bytes.length + 1000, "its outside has neither messages nor the long text");
  for (const [number, message] of messages.entries()) {
    read = 0;
    assert.deepEqual(chat.part(number), message);
    assert.ok(read < 1100);
  }
});

Deno.test("a chat of any size is imported with a heap that could not hold it", async () => {
  const program = new URL("small_heap.ts", import.meta.url).pathname;
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--v8-flags=--max-old-space-size=48", program],
  }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
  assert.equal(new TextDecoder().decode(stdout), '{"imported":1,"skipped":0,"failed":[]}\n');
});
