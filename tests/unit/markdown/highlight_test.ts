import assert from "node:assert/strict";
import { GRAMMARS } from "@/lib/markdown/grammars.ts";
import { highlight } from "@/lib/markdown/highlight.ts";
import { toHtml } from "@/lib/markdown/html.ts";
import { findLanguage } from "@/lib/markdown/languages.ts";
import { textOf } from "@/lib/markdown/tree.ts";
import { PAYLOADS } from "./payloads.ts";

/** Code of each language, and what of it must have which colour. */
const SAMPLES: Record<string, [string, Record<string, string>]> = {
  typescript: ["// c\nexport const a: Foo = `x`; f(1)", {
    "// c": "comment",
    const: "keyword",
    Foo: "type",
    f: "function",
  }],
  tsx: ["return <Box a='b'>", { return: "keyword", Box: "keyword", "'b'": "string" }],
  javascript: ["if (/a\\/b/g.test(s)) {}", { if: "keyword", "/a\\/b/g": "string", test: "function" }],
  json: ['{"a": [1, true]}', { '"a"': "function", "1": "number", true: "keyword" }],
  html: ["<p class='x'>&amp;</p><script>let a</script>", {
    "'x'": "string",
    let: "keyword",
    "&amp;": "number",
  }],
  css: ["@media x { a { color: #fff } }", { "@media": "keyword", color: "function", "#fff": "number" }],
  python: ['def f():\n  """d"""\n  return None # c', {
    def: "keyword",
    f: "function",
    '"""d"""': "string",
    "# c": "comment",
  }],
  rust: ["fn main() { println!('c'); }", { fn: "keyword", "println!": "function", "'c'": "string" }],
  go: ["func f() { x := `a` }", { func: "keyword", "`a`": "string", ":=": "operator" }],
  c: ["#include <a.h>\nint main() {}", { "#include": "keyword", "<a.h>": "string", int: "keyword" }],
  cpp: ["template <class T> class A {};", { template: "keyword", class: "keyword" }],
  java: ["@Test public void f() {}", { "@Test": "type", public: "keyword" }],
  bash: ['# c\nls -la | grep "$A"', {
    "# c": "comment",
    ls: "function",
    "-la": "operator",
    grep: "function",
  }],
  sql: ["select count(*) from t -- c", { select: "keyword", count: "function", "-- c": "comment" }],
  yaml: ["a: 1\nb-c: 'x' # d", { a: "function", "1": "number", "b-c": "function", "# d": "comment" }],
  toml: ["[a]\nb = 1", { "[a]": "type", b: "function", "1": "number" }],
  markdown: ["# T\n`c`", { "# T": "keyword", "`c`": "string" }],
  diff: ["@@ 1 @@\n-a\n+b", { "@@ 1 @@": "type", "-a": "deleted", "+b": "inserted" }],
  docker: ["FROM a AS b\nRUN x --y", { FROM: "keyword", RUN: "keyword", "--y": "operator" }],
  ini: ["; c\n[a]\nb=c", { "; c": "comment", "[a]": "type", b: "function" }],
  php: ["<?php $a = f(); // c", { "<?php": "operator", $a: "type", f: "function" }],
  ruby: ["def a; @b = :c end", { def: "keyword", "@b": "type", ":c": "type" }],
};

Deno.test("highlight() colours what a reader looks for, in each common language", () => {
  for (const [language, [code, expected]] of Object.entries(SAMPLES)) {
    const html = toHtml(highlight(code, language)!);
    for (const [text, colour] of Object.entries(expected)) {
      const span = toHtml([{ tag: "span", attrs: { class: `tok-${colour}` }, children: [text] }]);
      assert.ok(html.includes(span), `${language}: ${text} is ${colour} in ${html}`);
    }
  }
});

Deno.test("highlight() changes no character, whatever the code is", () => {
  for (const language of Object.keys(GRAMMARS)) {
    for (const code of [...PAYLOADS, ...Object.values(SAMPLES).map(([sample]) => sample)]) {
      assert.equal(textOf(highlight(code, language)!), code);
    }
  }
});

Deno.test("highlight() leaves unknown languages and very long code alone", () => {
  for (const language of ["", "klingon", "__proto__", "constructor"]) {
    assert.equal(highlight("a", language), null);
  }
  assert.equal(highlight("a\n".repeat(40_000), "javascript"), null);
  assert.equal(highlight("a".repeat(6000), "javascript"), null);
});

Deno.test("highlight() knows only ids that languages.ts gives", () => {
  for (const id of Object.keys(GRAMMARS)) assert.equal(findLanguage(id)?.id, id);
});
