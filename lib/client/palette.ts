/** What the command palette offers, and which of it a few typed letters mean. */

export interface Choice {
  label: string;
  /** Beside the label: what kind of thing it is. */
  kind: string;
  /** What the API and the documentation call it, for those who type that. */
  name?: string;
  run(): void;
}

export function place(label: string, path: string, kind: string): Choice {
  return { label, kind, run: () => location.assign(path) };
}

/** Best first; everything in its order when nothing is typed. */
export function rankChoices(choices: Choice[], query: string): Choice[] {
  const wanted = fold(query);
  if (wanted === "") return choices;
  return choices
    .map((choice) => ({ choice, score: scoreOf(choice, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ choice }) => choice);
}

/** A name is typed as it is or not meant. */
function scoreOf({ label, name = "" }: Choice, wanted: string): number {
  return Math.max(fuzzyScore(fold(label), wanted), name.startsWith(wanted) ? 1000 : 0);
}

/** 0 when the letters do not occur in this order. Runs of letters and beginnings of words count more. */
export function fuzzyScore(text: string, wanted: string): number {
  const whole = text.indexOf(wanted);
  if (whole >= 0) return 1000 - whole + (isWordStart(text, whole) ? 500 : 0) - text.length / 100;
  let score = 1;
  let at = -1;
  for (const letter of wanted) {
    if (letter === " ") continue;
    const next = text.indexOf(letter, at + 1);
    if (next < 0) return 0;
    score += next === at + 1 ? 5 : isWordStart(text, next) ? 4 : 1 / (next - at);
    at = next;
  }
  return score;
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || /[^\p{L}\p{N}]/u.test(text[at - 1]!);
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
