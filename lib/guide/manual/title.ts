/** A short title for a conversation, for clients that ask `/api/generate` for one. */

/** Undefined when the prompt does not ask for a title. */
export function titleAsked(prompt: string): string | undefined {
  if (!/\btitle\b/i.test(prompt)) return undefined;
  const question = questionIn(prompt).replace(/[#*_`>"“”]/g, " ").trim().replace(asking, "");
  const title = question.split(/\s+/).slice(0, mostWords).join(" ").replace(
    /([.,;:!?…]|\s(a|an|the|of|in|on|to|for|with|my|your|and|or))+$/i,
    "",
  );
  return title === "" ? "New chat" : title[0]!.toUpperCase() + title.slice(1);
}

const mostWords = 6;
/** What every question begins with says nothing of this one. */
const asking = /^(how (do|can|should|would) (i|you|we)|can you|could you|please)\s+(?=\S+\s+\S)/i;

/** The first thing the user said, in the usual forms of such a prompt; otherwise its last paragraph. */
function questionIn(prompt: string): string {
  const labelled = /^\W*(?:user|question|message|prompt)\W*[:>]\s*(.+)$/im.exec(prompt)?.[1];
  if (labelled) return labelled;
  const paragraphs = prompt.split(/\n\s*\n/).map((paragraph) => paragraph.trim()).filter((paragraph) =>
    paragraph !== ""
  );
  return paragraphs.findLast((paragraph) => !/\btitle\b/i.test(paragraph)) ?? "";
}
