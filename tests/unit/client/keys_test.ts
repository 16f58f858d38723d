import assert from "node:assert/strict";
import { CompositionWatch, isSendKey, shortcutOf } from "@/lib/client/keys.ts";

const press = (key: string, held: Partial<Record<string, boolean | number>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

Deno.test("shortcutOf() knows the palette and the new chat, with Ctrl and with Cmd, also while typing", () => {
  for (const held of ["ctrlKey", "metaKey"]) {
    assert.equal(shortcutOf(press("k", { [held]: true }), true), "palette");
    assert.equal(shortcutOf(press("O", { [held]: true, shiftKey: true }), true), "new-chat");
  }
});

Deno.test("shortcutOf() takes single characters for text while typing", () => {
  assert.equal(shortcutOf(press("/"), false), "composer");
  assert.equal(shortcutOf(press("?", { shiftKey: true }), false), "keys");
  assert.equal(shortcutOf(press("/"), true), null);
  assert.equal(shortcutOf(press("?", { shiftKey: true }), true), null);
  assert.equal(shortcutOf(press("Escape"), true), "stop");
});

Deno.test("shortcutOf() leaves the browser's own keys and input methods alone", () => {
  assert.equal(shortcutOf(press("o", { ctrlKey: true }), false), null);
  assert.equal(shortcutOf(press("k", { ctrlKey: true, shiftKey: true }), false), null);
  assert.equal(shortcutOf(press("k", { ctrlKey: true, altKey: true }), false), null);
  assert.equal(shortcutOf(press("Escape", { isComposing: true }), true), null);
});

Deno.test("isSendKey() is Enter alone, and never during a composition", () => {
  assert.equal(isSendKey(press("Enter")), true);
  assert.equal(isSendKey(press("Enter", { shiftKey: true })), false);
  assert.equal(isSendKey(press("Enter", { isComposing: true })), false);
  assert.equal(isSendKey(press("Enter", { keyCode: 229 })), false);
});

Deno.test("CompositionWatch covers the Enter that confirmed a composition, and no later one", () => {
  const watch = new CompositionWatch();
  assert.equal(watch.covers(0), false);
  watch.ended(1000);
  assert.equal(watch.covers(1010), true);
  assert.equal(watch.covers(1200), false);
});
