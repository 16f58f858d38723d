/** The Markdown a message was written in, which the page itself shows only rendered. */
import type { Message, MessagePage } from "@/lib/shared/message.ts";
import { requestJson } from "./api.ts";

/** Looks from the newest page of the current branch backwards. */
export async function findMessage(sessionId: string, messageId: string): Promise<Message | undefined> {
  let before = "";
  while (true) {
    const page = await requestJson<MessagePage>(
      "GET",
      `/api/sessions/${sessionId}/messages?limit=200${before}`,
    );
    const message = page.items.find(({ id }) => id === messageId);
    if (message || !page.previous_cursor) return message;
    before = `&before=${page.previous_cursor}`;
  }
}

/** Without a secure context (plain http on a LAN) the clipboard is reached through a selection. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return await navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

export function downloadText(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
