/**
 * Text as the words that the index holds and a query asks for.
 *
 * Case and the diacritics of Latin, Greek and Cyrillic do not count; in other scripts marks are letters. A script
 * without spaces gives one word a character: that character with the next one, so that any two and more in a row
 * are found as a phrase and one alone as a prefix. Knows no query and no database.
 */

export interface Word {
  text: string;
  /** In UTF-16 code units of the whole text. Of a pair of characters: the first one's. */
  start: number;
  end: number;
  isUnspaced: boolean;
  /** Nothing unspaced follows, so it is no pair but the last character alone. */
  endsRun: boolean;
}

/** What the index is given: words that its tokenizer splits as `splitWords()` does. */
export function indexable(text: string): string {
  return isAscii(text) ? text : splitWords(text).map((word) => word.text).join(" ");
}

export function splitWords(text: string): Word[] {
  const words: Word[] = [];
  if (isAscii(text)) {
    for (const { 0: run, index } of text.matchAll(/[0-9A-Za-z]+/g)) {
      words.push(spaced(run.toLowerCase(), index, run.length));
    }
    return words;
  }
  for (const { 0: run, index } of text.matchAll(runs)) {
    if (isAscii(run)) words.push(spaced(run.toLowerCase(), index, run.length));
    else if (picture.test(run)) words.push(spaced(run, index, run.length));
    else splitRun(run, index, words);
  }
  return words;
}

// Joiners and soft hyphens stand inside words, marks never begin one.
const runs = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\u00ad\u200c\u200d]*|\p{Extended_Pictographic}/gu;
const picture = /^\p{Extended_Pictographic}$/u;
const unspacedScripts = [
  "Han",
  "Hira",
  "Kana",
  "Bopo",
  "Hang",
  "Thai",
  "Laoo",
  "Khmr",
  "Mymr",
  "Tibt",
  "Yiii",
];
const unspaced = unspacedScripts.map((script) => `\\p{scx=${script}}`).join("");
// Some accents are said to belong to all scripts that ever used them.
const unspacedClass = `[[${unspaced}]--[\\u0300-\\u036f]]`;
const segments = new RegExp(`${unspacedClass}+|[^${unspacedClass}]+`, "gv");
const isUnspaced = new RegExp(`^${unspacedClass}`, "v");

function splitRun(run: string, offset: number, words: Word[]): void {
  for (const { 0: segment, index } of run.matchAll(segments)) {
    if (isUnspaced.test(segment)) splitUnspaced(segment, offset + index, words);
    else {
      const text = fold(segment);
      if (text) words.push(spaced(text, offset + index, segment.length));
    }
  }
}

function splitUnspaced(segment: string, offset: number, words: Word[]): void {
  const characters = unspacedCharacters(segment);
  characters.forEach(({ text, start, end }, index) => {
    const next = characters[index + 1];
    words.push({
      text: text + (next?.text ?? ""),
      start: offset + start,
      end: offset + end,
      isUnspaced: true,
      endsRun: !next,
    });
  });
}

/** One a code point, composed: half-width kana and decomposed syllables count as their usual forms. */
function unspacedCharacters(segment: string) {
  const characters: { text: string; start: number; end: number }[] = [];
  for (const { 0: cluster, index } of segment.matchAll(clusters)) {
    const composed = cluster.normalize("NFKC").match(letters) ?? [];
    // Of a cluster that composes to several characters each stands for the whole.
    for (const text of composed) characters.push({ text, start: index, end: index + cluster.length });
  }
  return characters;
}

const clusters = /[\u1100-\u11ff]+|[^][\u3099\u309a\uff9e\uff9f]?/gu;
const letters = /[\p{L}\p{N}\p{M}]/gu;

function fold(text: string): string {
  return text.toLowerCase().normalize("NFKD").replace(marked, "$1").replace(strokes, unstroke).normalize(
    "NFC",
  )
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, "");
}

const marked = /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu;
const strokes = /[ßæœøđłħŧıςðþ]/gu;
const plain: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ł: "l",
  ħ: "h",
  ŧ: "t",
  ı: "i",
  ς: "σ",
  ð: "d",
  þ: "th",
};

function unstroke(letter: string): string {
  return plain[letter]!;
}

function spaced(text: string, start: number, length: number): Word {
  return { text, start, end: start + length, isUnspaced: false, endsRun: true };
}

function isAscii(text: string): boolean {
  // deno-lint-ignore no-control-regex
  return !/[^\x00-\x7f]/.test(text);
}
