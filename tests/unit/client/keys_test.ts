import assert from "node:assert/strict";
import { CompositionWatch, isKey, keyOf, shortcutOf as shortcutWith } from "@/lib/client/keys.ts";
import { defaultKeys, type Keys } from "@/lib/shared/keys.ts";

const press = (key: string, held: Partial<Record<string, boolean | number>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

type Press = Parameters<typeof shortcutWith>[0];
const shortcutOf = (press: Press, isTyping: boolean, keys: Partial<Keys> = {}) =>
  shortcutWith(press, isTyping, { ...defaultKeys, ...keys });

Deno.test("shortcutOf() knows the palette and the new chat, with Ctrl and with Cmd, also while typing", () => {
  for (const held of ["ctrlKey", "metaKey"]) {
    assert.equal(shortcutOf(press("k", { [held]: true }), true), "palette");
    assert.equal(shortcutOf(press("O", { [held]: true, shiftKey: true }), true), "new_chat");
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

Deno.test("isKey() is the key alone, and never during a composition", () => {
  assert.equal(isKey(press("Enter"), "Enter"), true);
  assert.equal(isKey(press("Enter", { shiftKey: true }), "Enter"), false);
  assert.equal(isKey(press("Enter", { ctrlKey: true }), "Ctrl+Enter"), true);
  assert.equal(isKey(press("Enter", { isComposing: true }), "Enter"), false);
  assert.equal(isKey(press("Enter", { keyCode: 229 }), "Enter"), false);
  assert.equal(isKey(press("Enter"), ""), false);
});

Deno.test("keyOf() names a press as the settings do: Shift only where the key does not tell", () => {
  const names: [string, ReturnType<typeof press>][] = [
    ["?", press("?", { shiftKey: true })],
    ["Shift+K", press("K", { shiftKey: true })],
    ["Ctrl+Alt+Shift+F2", press("F2", { metaKey: true, altKey: true, shiftKey: true })],
    ["Ctrl++", press("+", { ctrlKey: true, shiftKey: true })],
    ["Ctrl+Space", press(" ", { ctrlKey: true })],
    ["Ctrl+Shift+Ö", press("ö", { ctrlKey: true, shiftKey: true })],
  ];
  for (const [name, pressed] of names) assert.equal(keyOf(pressed), name);
});

Deno.test("shortcutOf() follows changed keys, leaves those that are off, and types what is a character", () => {
  const keys = { palette: "Ctrl+P", stop: "", composer: "W", keys: "F1" };
  assert.equal(shortcutOf(press("p", { ctrlKey: true }), true, keys), "palette");
  assert.equal(shortcutOf(press("k", { ctrlKey: true }), true, keys), null);
  assert.equal(shortcutOf(press("Escape"), false, keys), null);
  assert.equal(shortcutOf(press("w"), false, keys), "composer");
  assert.equal(shortcutOf(press("w"), true, keys), null);
  assert.equal(shortcutOf(press("F1"), true, keys), "keys");
});

Deno.test("CompositionWatch covers the Enter that confirmed a composition, and no later one", () => {
  const watch = new CompositionWatch();
  assert.equal(watch.covers(0), false);
  watch.ended(1000);
  assert.equal(watch.covers(1010), true);
  assert.equal(watch.covers(1200), false);
});
