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

export function selectAttachment(db: Database, messageId: string, position: number): Uint8Array | undefined {
  const row = db.get<{ content: Uint8Array }>(
    "select content from attachments where message_id = ? and position = ?",
    messageId,
    position,
  );
  return row?.content;
}

export function countAttachments(db: Database, messageId: string): number {
  return db.get<{ count: number }>(
    "select count(*) as count from attachments where message_id = ?",
    messageId,
  )!.count;
}
