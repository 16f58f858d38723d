import assert from "node:assert/strict";
import { isModelName, parseModelName } from "@/lib/models/name.ts";
import { hostileNames } from "../../fakes/hostile_names.ts";

Deno.test("isModelName() has Ollama's grammar", () => {
  const good = [
    "a",
    "llama3.2:1b",
    "user/m:q4_K_M",
    "hf.co/user/m-GGUF:Q8_0",
    "127.0.0.1:5000/library/m:latest",
    "_a",
  ];
  for (const name of good) assert.equal(isModelName(name), true, name);
  for (const name of hostileNames.filter((name) => !/^(absent|user|hf\.co|gpt|a:)/.test(name))) {
    assert.equal(isModelName(name), false, JSON.stringify(name.slice(0, 40)));
  }
  assert.equal(isModelName("x".repeat(80)), true);
  assert.equal(isModelName("x".repeat(81)), false);
});

Deno.test("parseModelName() trims and drops a scheme", () => {
  assert.equal(parseModelName("  llama3.2 "), "llama3.2");
  assert.equal(parseModelName("http://127.0.0.1:5000/library/m"), "127.0.0.1:5000/library/m");
});
