import assert from "node:assert/strict";
import { keyName } from "@/lib/shared/key_name.ts";

Deno.test("keyName() takes a key as it is typed, and gives it as it is pressed", () => {
  const names = {
    "ctrl+k": "Ctrl+K",
    "Shift + cmd + o": "Ctrl+Shift+O",
    "Ctrl++": "Ctrl++",
    "+": "+",
    "/": "/",
    esc: "Escape",
    "alt+up": "Alt+ArrowUp",
    F2: "F2",
    "": "",
  };
  for (const [typed, name] of Object.entries(names)) {
    assert.equal(keyName(typed), name);
    assert.equal(keyName(name), name);
  }
});

Deno.test("keyName() leaves what it does not know, for the schema to refuse", () => {
  assert.equal(keyName("Hyper+K"), "Hyper+K");
  assert.equal(keyName("Strg und K"), "Strg und K");
});
