import assert from "node:assert/strict";
import { noteOnLength, type TextLength } from "@/lib/client/length_note.ts";
import { excessBytes } from "@/lib/shared/content_limit.ts";
import { english } from "@/lib/texts/english/texts.ts";

const quiet: TextLength = { tokens: 3090, excess: 0, pasted: 0, context: { used: 0, window: Infinity } };
const note = (length: Partial<TextLength>) => noteOnLength({ ...quiet, ...length }, english.live);

Deno.test("noteOnLength() has nothing to say of a text that was typed and fits", () => {
  assert.equal(note({}), null);
  assert.equal(note({ context: { used: 100, window: 8192 } }), null);
});

Deno.test("noteOnLength() says how much was pasted, and how many tokens that may be", () => {
  assert.deepEqual(note({ pasted: 12_345 }), {
    tone: "quiet",
    words: "Pasted 12,345 characters, about 3,100 tokens",
  });
});

Deno.test("noteOnLength() warns of more than the context window, whatever was pasted", () => {
  const { tone, words } = note({ tokens: 9123, pasted: 36_000, context: { used: 500, window: 8192 } })!;
  assert.equal(tone, "warning");
  assert.match(words, /^About 9,100 tokens: more than the context window of 8,192\./);
});

Deno.test("noteOnLength() warns of messages that will be left out: where the server leaves some out", () => {
  const context = { used: 4000, window: 8192 }; // of which 7,168 are for the prompt
  assert.equal(note({ tokens: 3168, context }), null);
  assert.match(note({ tokens: 3169, context })!.words, /will not see its first messages/);
  assert.equal(note({ tokens: 0, context: { used: 8000, window: 8192 } }), null);
});

Deno.test("noteOnLength() puts first what cannot be sent at all", () => {
  const { tone, words } = note({ excess: 23_456, tokens: 9999, context: { used: 0, window: 1 } })!;
  assert.equal(tone, "error");
  assert.match(words, /^Too long by 23\.5 kB: a message holds 1 MiB\./);
});

Deno.test("excessBytes() counts UTF-8, and nothing up to 1 MiB", () => {
  const mebi = 1024 * 1024;
  assert.equal(excessBytes("a".repeat(mebi)), 0);
  assert.equal(excessBytes("a".repeat(mebi + 1)), 1);
  assert.equal(excessBytes("ü".repeat(mebi / 2)), 0);
  assert.equal(excessBytes("ü".repeat(mebi / 2 + 3)), 6);
});
