/** The images that came with messages. What kind each is, is told by its first bytes alone. */
import { encodeBase64 } from "@/lib/base64.ts";
import type { Deps } from "@/lib/deps.ts";
import { countAttachments, selectAttachment } from "@/lib/db/attachments.ts";
import { NotFoundError } from "@/lib/errors.ts";
import type { Message } from "@/lib/shared/message.ts";

/** How many a message has, by its id; those without are left out. */
export function countImages({ db }: Deps, messages: Message[]): Record<string, number> {
  const counts = messages.filter(({ role }) => role === "user").map((
    { id },
  ) => [id, countAttachments(db, id)]);
  return Object.fromEntries(counts.filter(([, count]) => count !== 0));
}

/** @param index from 0 */
export function getImage({ db }: Deps, messageId: string, index: number) {
  const content = selectAttachment(db, messageId, index);
  if (!content) throw new NotFoundError("image", `${messageId}/${index}`);
  return { content, type: imageType(content) };
}

/** As a request brings it; undefined for what is of no kind that pages show. */
export function asImage(content: Uint8Array): string | undefined {
  return imageType(content) === unknownType ? undefined : encodeBase64(content);
}

export function imageAddress(content: Uint8Array): string {
  return `data:${imageType(content)};base64,${encodeBase64(content)}`;
}

const unknownType = "application/octet-stream";

/** What is none of these is no image that a page shows. */
function imageType(content: Uint8Array): string {
  const start = String.fromCharCode(...content.subarray(0, 12));
  if (start.startsWith("\x89PNG")) return "image/png";
  if (start.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (start.startsWith("GIF8")) return "image/gif";
  return /^RIFF[^]{4}WEBP/.test(start) ? "image/webp" : unknownType;
}
