import assert from "node:assert/strict";
import { fullName, NameError, nameKey, parseName, shownName } from "@/lib/guide/models/names.ts";

Deno.test("parseName() fills in what is missing", () => {
  const shown = {
    "tiny": "tiny:latest",
    " tiny ": "tiny:latest",
    "tiny:7b": "tiny:7b",
    "ns/Copy-X:v1": "ns/Copy-X:v1",
    "library/tiny": "tiny:latest",
    "registry.ollama.ai/library/tiny": "tiny:latest",
    "127.0.0.1:5000/library/m": "127.0.0.1:5000/library/m:latest",
    "http://127.0.0.1:5000/library/m": "127.0.0.1:5000/library/m:latest",
    "hf.co/unsloth/Qwen3-GGUF:Q4_K_M": "hf.co/unsloth/Qwen3-GGUF:Q4_K_M",
    "tiny:local": "tiny:latest",
  };
  for (const [text, name] of Object.entries(shown)) assert.equal(shownName(parseName(text)), name, text);
  assert.equal(fullName(parseName("tiny")), "registry.ollama.ai/library/tiny:latest");
});

Deno.test("nameKey() is equal for spellings of one model only", () => {
  assert.equal(nameKey(parseName("TINY")), nameKey(parseName("library/tiny:Latest")));
  assert.notEqual(nameKey(parseName("tiny")), nameKey(parseName("tiny:7b")));
  assert.notEqual(nameKey(parseName("tiny")), nameKey(parseName("ns/tiny")));
});

Deno.test("parseName() refuses what is outside the grammar", () => {
  const invalid = [
    "",
    " ",
    "a b",
    "a//b",
    "m:",
    ":m",
    "-m",
    "a/b/c/d/",
    "n.s/m",
    "ä",
    "m\0",
    "m\nx",
    "$(x)",
    "m;x",
  ];
  for (const text of [...invalid, "x".repeat(81), `m:${"x".repeat(81)}`, `${"x".repeat(81)}/m`]) {
    assert.throws(() => parseName(text), new NameError("invalid model name"), JSON.stringify(text));
  }
  assert.doesNotThrow(() => parseName(`${"x".repeat(80)}/${"y".repeat(80)}:${"z".repeat(80)}`));
});

Deno.test("parseName() tells cloud and local suffixes, and refuses both", () => {
  const sources = {
    "gpt:20b-cloud": "cloud",
    "gpt:cloud": "cloud",
    "gpt:local": "local",
    "gpt-cloud": undefined,
  };
  for (const [text, source] of Object.entries(sources)) assert.equal(parseName(text).source, source, text);
  assert.throws(
    () => parseName("foo:cloud:local"),
    new NameError('use either :local or :cloud, not both: "foo:cloud:local"'),
  );
});
