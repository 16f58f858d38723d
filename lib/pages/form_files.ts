/** The files that a plain form brings with a message: images go along with it, the text of others goes into it. */
import { asImage } from "@/lib/chat/images.ts";
import { mostImages } from "@/lib/shared/content_limit.ts";
import { asCodeBlock, readTextFile } from "@/lib/shared/text_file.ts";
import { fill } from "@/lib/texts/text.ts";
import type { LiveTexts } from "@/lib/texts/texts_on_page.ts";
import type { FormFile } from "./form.ts";

export type MessageParts = { content: string; images: string[] } | { problem: string };

interface Reader {
  texts: LiveTexts;
  /** The model does. */
  sees: boolean;
  model: string;
}

export async function joinFiles(
  content: string,
  files: FormFile[],
  { texts: { composer }, sees, model }: Reader,
): Promise<MessageParts> {
  const images: string[] = [];
  const pieces = content.trim() === "" ? [] : [content];
  for (const { name, bytes } of files) {
    const found = asImage(bytes) ?? await readTextFile(new Blob([bytes]));
    if (typeof found === "string") images.push(found);
    else if ("text" in found) pieces.push(asCodeBlock(name, found.text));
    else return { problem: fill(composer[found.refused], { name }) };
  }
  if (images.length > 0 && !sees) return { problem: fill(composer.blind, { model }) };
  if (images.length > mostImages) return { problem: fill(composer.tooMany, { n: mostImages }) };
  return { content: pieces.join("\n\n"), images };
}
