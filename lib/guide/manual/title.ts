/** A short title for a conversation, for clients that ask `/api/generate` for one. */

/** Undefined when the prompt does not ask for a title. */
export function titleAsked(prompt: string): string | undefined {
  if (!/\btitle\b/i.test(prompt)) return undefined;
  const words = questionIn(prompt).replace(/[#*_`>"“”]/g, " ").trim().split(/\s+/).slice(0, mostWords);
  const title = words.join(" ").replace(/[.,;:!?…]+$/, "");
  return title === "" ? "New chat" : title[0]!.toUpperCase() + title.slice(1);
}

const mostWords = 6;

/** The first thing the user said, in the usual forms of such a prompt; otherwise its last paragraph. */
function questionIn(prompt: string): string {
  const labelled = /^\W*(?:user|question|message|prompt)\W*[:>]\s*(.+)$/im.exec(prompt)?.[1];
  if (labelled) return labelled;
  const paragraphs = prompt.split(/\n\s*\n/).map((paragraph) => paragraph.trim()).filter((paragraph) =>
    paragraph !== ""
  );
  return paragraphs.findLast((paragraph) => !/\btitle\b/i.test(paragraph)) ?? "";
}
