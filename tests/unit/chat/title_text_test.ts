import assert from "node:assert/strict";
import { fallbackTitle, modelTitle } from "@/lib/chat/title_text.ts";

Deno.test("fallbackTitle() is the first line that says something, at most 60 characters, cut at a word", () => {
  assert.equal(fallbackTitle("\n\n  # Why is the **sky** blue?\nmore"), "Why is the sky blue?");
  const long = fallbackTitle("word ".repeat(40));
  assert.ok([...long].length <= 60);
  assert.match(long, /^(word )*word$/);
  assert.equal(fallbackTitle(`${"x".repeat(56)} abc next`), `${"x".repeat(56)} abc`);
  assert.equal([...fallbackTitle("😀".repeat(100))].length, 60);
  assert.equal(fallbackTitle("***"), "New chat");
  assert.equal(fallbackTitle("A 👨‍👩‍👧 of three\u202e"), "A 👨‍👩‍👧 of three");
  assert.equal(fallbackTitle("\u200d\u200d"), "New chat");
});

Deno.test("modelTitle() takes what a model says for a title, without quotes, labels and thoughts", () => {
  assert.equal(modelTitle('<think>hm</think>\n"Sky Colour."\n'), "Sky Colour");
  assert.equal(modelTitle("Title: Blue skies"), "Blue skies");
  assert.equal(modelTitle("<think>never ends"), undefined);
  assert.equal(modelTitle("  \n "), undefined);
});
