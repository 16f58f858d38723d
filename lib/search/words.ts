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
  if (isAscii(text)) return text;
  let words = "";
  let held: string[] = []; // all the words of a long text take twenty times its memory
  passWords(text, (word) => {
    if (held.push(word.text) < wordsHeld) return;
    words += `${held.join(" ")} `;
    held = [];
  });
  return words + held.join(" ");
}

const wordsHeld = 4096;

export function splitWords(text: string): Word[] {
  const words: Word[] = [];
  passWords(text, (word) => words.push(word));
  return words;
}

type Take = (word: Word) => void;

function passWords(text: string, take: Take): void {
  if (isAscii(text)) {
    for (const { 0: run, index } of text.matchAll(/[0-9A-Za-z]+/g)) {
      take(spaced(run.toLowerCase(), index, run.length));
    }
    return;
  }
  for (const { 0: run, index } of text.matchAll(runs)) {
    if (isAscii(run)) take(spaced(run.toLowerCase(), index, run.length));
    else if (picture.test(run)) take(spaced(run, index, run.length));
    else passRun(run, index, take);
  }
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

function passRun(run: string, offset: number, take: Take): void {
  for (const { 0: segment, index } of run.matchAll(segments)) {
    if (isUnspaced.test(segment)) passUnspaced(segment, offset + index, take);
    else {
      const text = fold(segment);
      if (text) take(spaced(text, offset + index, segment.length));
    }
  }
}

function passUnspaced(segment: string, offset: number, take: Take): void {
  let last: Word | undefined;
  passCharacters(segment, (text, start, end) => {
    if (last) {
      last.text += text;
      last.endsRun = false;
      take(last);
    }
    last = { text, start: offset + start, end: offset + end, isUnspaced: true, endsRun: true };
  });
  if (last) take(last);
}

/** One a code point, composed: half-width kana and decomposed syllables count as their usual forms. */
function passCharacters(segment: string, take: (text: string, start: number, end: number) => void): void {
  if (composed.test(segment)) {
    for (let at = 0; at < segment.length; at++) take(segment[at]!, at, at + 1);
    return;
  }
  for (const { 0: cluster, index } of segment.matchAll(clusters)) {
    // Of a cluster that composes to several characters each stands for the whole.
    for (const text of cluster.normalize("NFKC").match(letters) ?? []) {
      take(text, index, index + cluster.length);
    }
  }
}

/** Kana, ideographs and syllables in their usual forms: nearly all there is, and ten times as fast. */
const composed = /^[\u3041-\u3094\u30a1-\u30fa\u30fc\u4e00-\u9fff\uac00-\ud7a3]+$/;
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
