/** Made-up prose whose words are as unevenly common as real ones, with some lines of an unspaced script. */
import { seededRandom } from "@/tests/torture/random.ts";

export interface RandomText {
  /** From 0 up to, but without, 1. */
  next(): number;
  word(): string;
  /** A word that some five messages in a hundred thousand hold. */
  rareWord(): string;
  title(): string;
  /** One of three, each ten times as rare as the one before. */
  model(): string;
  /** Some 50 words, now and then in an unspaced script. */
  message(): string;
  /** A few characters in a row, as they stand in such a message. */
  unspaced(length: number): string;
}

export const models = ["llama3.2:latest", "qwen3:8b", "hf.co/some/rare-model:Q4_K_M"];

const vocabulary = 100_000;
const syllables =
  "ba be bi bo ca ce co da de di do e fa fe fi ga go i ka la le li lo ma me mi mo na ne ni no o pa pe po ra re ri ro sa se si so ta te ti to u va ve za"
    .split(" ");

export function randomText(seed: number): RandomText {
  const next = seededRandom(seed);
  const words = Array.from({ length: vocabulary }, (_, rank) => spell(rank));
  const limits = cumulative(vocabulary);
  const word = () => words[below(limits, next() * limits.at(-1)!)]!;
  const unspaced = (length: number) =>
    Array.from({ length }, () => String.fromCharCode(0x4e00 + Math.floor(next() ** 2 * 3000))).join("");
  const sentence = (length: number) => Array.from({ length }, word).join(" ");
  return {
    next,
    word,
    unspaced,
    rareWord: () => words[Math.floor(vocabulary * (0.5 + next() / 2))]!,
    title: () => sentence(4),
    model: () => models[Math.min(models.length - 1, Math.floor(-Math.log10(1 - next())))]!,
    message() {
      if (next() < 0.03) return `${unspaced(20)}，${unspaced(30)}。`;
      const length = 10 + Math.floor(next() * 80);
      return `${sentence(length)}.${next() < 0.3 ? ` — ${sentence(5)}…` : ""}`;
    },
  };
}

/** Common words are short. */
function spell(rank: number): string {
  let text = "";
  for (let rest = rank + 1; rest > 0; rest = Math.floor(rest / syllables.length)) {
    text += syllables[rest % syllables.length];
  }
  return text;
}

/** Zipf's law, flattened for the first few as in English. */
function cumulative(count: number): Float64Array {
  const limits = new Float64Array(count);
  let total = 0;
  for (let rank = 0; rank < count; rank++) limits[rank] = total += 1 / (rank + 2.7);
  return limits;
}

function below(limits: Float64Array, value: number): number {
  let low = 0;
  let high = limits.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (limits[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
