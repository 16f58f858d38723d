import assert from "node:assert/strict";
import { parseTerms, toMatch } from "@/lib/search/query.ts";

const match = (q: string) => toMatch(parseTerms(q), {});

Deno.test("toMatch() makes words prefixes, quoted ones a phrase, and leaves out behind a minus", () => {
  assert.equal(match("Foo bar"), 'text : "foo"* AND text : "bar"*');
  assert.equal(match('"exact phrase"'), 'text : "exact phrase"');
  assert.equal(match("“curly ones”"), 'text : "curly ones"');
  assert.equal(match('a -b -"c d"'), '(text : "a"*) NOT text : ("b" OR "c d")');
  assert.match(match("-b")!, /^\(scope : \(.*\)\) NOT text : \("b"\)$/);
});

Deno.test("toMatch() takes what is joined by other characters for a phrase", () => {
  assert.equal(
    match("node:sqlite 2.9.6 don't"),
    'text : "node sqlite"* AND text : "2 9 6"* AND text : "don t"*',
  );
  assert.equal(match("well-known --flag"), 'text : "well known"* AND text : "flag"*');
});

Deno.test("toMatch() finds parts of unspaced scripts: pairs in a row, one character as a prefix", () => {
  assert.equal(match("東京都"), 'text : "東京 京都"');
  assert.equal(match("京"), 'text : "京"*');
  assert.equal(match("東京abc"), 'text : "東京 京 abc"*');
  assert.equal(match("-東京"), '(scope : ("user" OR "assistant" OR "system" OR "tool")) NOT text : ("東京")');
});

Deno.test("toMatch() gives nothing for text without words", () => {
  for (const q of ["", "  ", "-", '"', '""', "—…!?", "- -", '-"']) assert.equal(match(q), undefined, q);
});

Deno.test("toMatch() keeps filters apart from the words", () => {
  const scope = { sessionId: "01234567-89ab-7cde-8f01-23456789abcd", role: "user" };
  assert.equal(
    toMatch(parseTerms("x"), scope),
    'text : "x"* AND scope : "s0123456789ab7cde8f0123456789abcd" AND scope : "user"',
  );
  const period = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 2) };
  assert.equal(
    toMatch(parseTerms("-x"), { model: "A:1", period }),
    '(scope : "m613a31" AND scope : ("t20260101" OR "t20260102")) NOT text : ("x")',
  );
});

Deno.test("parseTerms() bounds what it looks for", () => {
  const { wanted } = parseTerms("word ".repeat(500) + "東".repeat(5000));
  assert.equal(wanted.length, 32);
  const [long] = parseTerms("東".repeat(5000)).wanted;
  assert.equal(long!.words.length, 64);
});
