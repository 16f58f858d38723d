/** Table `reply_pieces`: what a running reply has so far, one row an upstream read. */
import type { Database } from "./database.ts";

export type PieceKind = "content" | "thinking";

export function insertPiece(
  db: Database,
  piece: { messageId: string; position: number; kind: PieceKind; text: string },
): void {
  db.run(
    "insert into reply_pieces (message_id, position, kind, text) values (?, ?, ?, ?)",
    piece.messageId,
    piece.position,
    piece.kind,
    piece.text,
  );
}

/** The text of each kind, put together by SQLite: a long reply has ten thousand pieces. */
export function selectPieces(db: Database, messageId: string): { content: string; thinking: string } {
  const rows = db.all<{ kind: PieceKind; text: string }>(
    `select kind, group_concat(text, '' order by position) as text from reply_pieces
     where message_id = ? group by kind`,
    messageId,
  );
  const textOf = (kind: PieceKind) => rows.find((row) => row.kind === kind)?.text ?? "";
  return { content: textOf("content"), thinking: textOf("thinking") };
}

export function removePieces(db: Database, messageId: string): void {
  db.run("delete from reply_pieces where message_id = ?", messageId);
}
