import assert from "node:assert/strict";
import { indexable, splitWords } from "@/lib/search/words.ts";

const words = (text: string) => splitWords(text).map((word) => word.text);

Deno.test("splitWords() ignores case and the diacritics of Latin, Greek and Cyrillic", () => {
  assert.deepEqual(words("Élève Łódź Straße İstanbul Zoë"), ["eleve", "lodz", "strasse", "istanbul", "zoe"]);
  assert.deepEqual(words("Άνθρωπος Ὀδυσσεύς"), ["ανθρωποσ", "οδυσσευσ"]);
  assert.deepEqual(words("Ёлка Чай"), ["елка", "чаи"]);
  assert.deepEqual(words("cafe\u0301 e\u0323\u0302"), ["cafe", "e"]);
});

Deno.test("splitWords() keeps the marks of other scripts: they are letters", () => {
  assert.notDeepEqual(words("की"), words("क"));
  assert.deepEqual(words("हिन्दी"), ["हिन्दी"]);
  assert.notDeepEqual(words("שָׁלוֹם"), words("שלום"));
  assert.deepEqual(words("が")[0], "が");
});

Deno.test("splitWords() gives an unspaced script as pairs, one a character, with places", () => {
  assert.deepEqual(splitWords("x東京都 y"), [
    { text: "x", start: 0, end: 1, isUnspaced: false, endsRun: true },
    { text: "東京", start: 1, end: 2, isUnspaced: true, endsRun: false },
    { text: "京都", start: 2, end: 3, isUnspaced: true, endsRun: false },
    { text: "都", start: 3, end: 4, isUnspaced: true, endsRun: true },
    { text: "y", start: 5, end: 6, isUnspaced: false, endsRun: true },
  ]);
});

Deno.test("splitWords() takes half-width, decomposed and compatible forms for the usual ones", () => {
  assert.deepEqual(words("ｶﾞｷﾞ"), words("ガギ"));
  assert.deepEqual(words("が\u304d\u3099"), words("がぎ"));
  assert.deepEqual(words("\u1112\u1161\u11ab\u1100\u1173\u11af"), words("한글"));
  assert.deepEqual(words("ＡＢＣ ﬁn"), ["abc", "fin"]);
});

Deno.test("splitWords() gives places in UTF-16 code units, also behind characters of two", () => {
  const text = "🎉 Élan 𠮷野家";
  assert.deepEqual(splitWords(text).map(({ start, end }) => text.slice(start, end)), [
    "🎉",
    "Élan",
    "𠮷",
    "野",
    "家",
  ]);
});

Deno.test("indexable() leaves ASCII as it is and everything else as words with spaces between", () => {
  assert.equal(indexable("Foo_bar: Baz!"), "Foo_bar: Baz!");
  assert.equal(indexable("Élan, “vital” — 東京"), "elan vital 東京 京");
  assert.equal(indexable("…—"), "");
});

Deno.test("splitWords() gives kana, ideographs and syllables as they are, alone and beside what is composed", () => {
  const ranges = [[0x3041, 0x3094], [0x30a1, 0x30fa], [0x30fc, 0x30fc], [0x4e00, 0x9fff], [0xac00, 0xd7a3]];
  for (const [from, to] of ranges) {
    for (let code = from!; code <= to!; code++) {
      const character = String.fromCharCode(code);
      assert.deepEqual(words(character), [character]);
      assert.deepEqual(words(`${character}ｱ`), [`${character}ア`, "ア"], code.toString(16));
    }
  }
});

Deno.test("indexable() gives the words of a text of any length", () => {
  const text = "ä 東京都, ".repeat(5000);
  assert.equal(indexable(text), words(text).join(" "));
});
