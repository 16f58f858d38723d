import assert from "node:assert/strict";
import { TextGuard } from "@/lib/chat/text_guard.ts";

Deno.test("TextGuard gives the same text for every cut, also inside a surrogate pair", () => {
  const text = "a😀b👩‍👩‍👧c\u0000d";
  for (let cut = 0; cut <= text.length; cut++) {
    const guard = new TextGuard();
    const out = guard.pass(text.slice(0, cut)) + guard.pass(text.slice(cut)) + guard.rest();
    assert.equal(out, text.replace("\0", "\ufffd"), `cut at ${cut}`);
  }
});

Deno.test("TextGuard never gives out a half pair", () => {
  const guard = new TextGuard();
  assert.equal(guard.pass("x\ud83d"), "x");
  assert.equal(guard.pass("y"), "\ufffdy");
  assert.equal(guard.pass("\ud83d"), "");
  assert.equal(guard.rest(), "\ufffd");
});
