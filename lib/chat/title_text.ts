/** Titles made from text: the first line of a question, or what a model answered. */
import { storable } from "@/lib/shared/text.ts";

const maxLength = 60;

/** The first line that says something, at most 60 characters, cut at a word. */
export function fallbackTitle(content: string): string {
  const line = content.split(/\r?\n/).map(plain).find((text) => text !== "") ?? "";
  return firstWords(line) || "New chat";
}

/** Undefined when the model said nothing that can be a title. */
export function modelTitle(answer: string): string | undefined {
  const withoutThoughts = answer.replace(/<think>[\s\S]*?(<\/think>|$)/g, "");
  const line = withoutThoughts.split(/\r?\n/).map(plain).find((text) => text !== "");
  if (!line) return;
  const title = line.replace(/^(title|chat title)\s*:\s*/i, "").replace(/^["'“”„«]+|["'“”»]+$/g, "").replace(
    /\.$/,
    "",
  );
  return firstWords(title.trim()) || undefined;
}

function plain(line: string): string {
  // The joiners stay: without them an emoji of several falls apart, and words of Persian or Hindi change.
  return storable(line).replace(/[[\p{Cc}\p{Cf}]--[\u200c\u200d]]+/gv, " ").replace(
    /^[#>*\-\s\u200c\u200d]+|[*_`]+/g,
    "",
  ).replace(
    /\s+/g,
    " ",
  ).trim();
}

function firstWords(text: string): string {
  const letters = [...text];
  if (letters.length <= maxLength) return text;
  const cut = letters.slice(0, maxLength).join("");
  const atWord = letters[maxLength] === " " ? cut : cut.replace(/\s+\S*$/, "");
  return (atWord.length > maxLength / 2 ? atWord : cut).trimEnd();
}
