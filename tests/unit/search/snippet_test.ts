import assert from "node:assert/strict";
import { parseTerms } from "@/lib/search/query.ts";
import { makeSnippet } from "@/lib/search/snippet.ts";

function marked(content: string, q: string) {
  const { text, ranges } = makeSnippet(content, parseTerms(q).wanted);
  return { text, marks: ranges.map(([start, end]) => text.slice(start, end)) };
}

Deno.test("makeSnippet() marks whole words that begin as asked, phrases as one, parts of unspaced scripts exactly", () => {
  assert.deepEqual(marked("The Prefixes of Élève", "pref eleve").marks, ["Prefixes", "Élève"]);
  assert.deepEqual(marked("say Hello,\n World now", '"hello world"').marks, ["Hello,  World"]);
  assert.deepEqual(marked("私は東京都庁へ", "京都").marks, ["京都"]);
  assert.deepEqual(marked("私は東京都庁へ", "都").marks, ["都"]);
  assert.deepEqual(marked("🎉 wow 🎉", "🎉").marks, ["🎉", "🎉"]);
});

Deno.test("makeSnippet() is one line around the match, cut between words, with ellipses where text is left out", () => {
  const content = `${"before ".repeat(200)}\n\nthe needle is here\t${"after ".repeat(200)}`;
  const { text, marks } = marked(content, "needle");
  assert.deepEqual(marks, ["needle"]);
  assert.ok(text.length <= 202, `${text.length}`);
  assert.match(text, /^…before .* needle is here after .*after…$/);
});

Deno.test("makeSnippet() shows where most of the words stand together", () => {
  const content = `alpha ${"x ".repeat(300)} alpha beta gamma ${"y ".repeat(300)} gamma`;
  assert.deepEqual(marked(content, "alpha beta gamma").marks, ["alpha", "beta", "gamma"]);
});

Deno.test("makeSnippet() finds a match far into a long text, also across the pieces it is read in", () => {
  const filler = "lorem ".repeat(1360);
  for (let shift = 0; shift < 60; shift++) {
    const content = `${filler}${"z".repeat(shift)} find me ${filler}`;
    assert.deepEqual(marked(content, '"find me"').marks, ["find me"], `shift ${shift}`);
  }
  assert.deepEqual(marked("é".repeat(100_000) + " needle", "needle").marks, ["needle"]);
});

Deno.test("makeSnippet() never cuts a character in two", () => {
  for (let shift = 0; shift < 4; shift++) {
    const content = `${"a".repeat(shift)}${"𠮷".repeat(300)} mark ${"𠮷".repeat(300)}`;
    const { text, marks } = marked(content, "mark");
    assert.ok(text.isWellFormed());
    assert.deepEqual(marks, ["mark"]);
  }
});

Deno.test("makeSnippet() shows the beginning when there is nothing to mark", () => {
  assert.deepEqual(makeSnippet("just text", []), { text: "just text", ranges: [] });
});
