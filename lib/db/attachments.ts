/** Table `attachments`: the images of a message, as bytes. */
import type { Database } from "./database.ts";

export function insertAttachment(
  db: Database,
  attachment: { messageId: string; position: number; content: Uint8Array },
): void {
  db.run(
    "insert into attachments (message_id, position, content) values (?, ?, ?)",
    attachment.messageId,
    attachment.position,
    attachment.content,
  );
}

export function selectAttachments(db: Database, messageId: string): Uint8Array[] {
  return db.all<{ content: Uint8Array }>(
    "select content from attachments where message_id = ? order by position",
    messageId,
  ).map((row) => row.content);
}
