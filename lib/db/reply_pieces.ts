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

/** The text of each kind, put together. */
export function selectPieces(db: Database, messageId: string): { content: string; thinking: string } {
  const rows = db.all<{ kind: PieceKind; text: string }>(
    "select kind, text from reply_pieces where message_id = ? order by position",
    messageId,
  );
  const join = (kind: PieceKind) => rows.filter((row) => row.kind === kind).map((row) => row.text).join("");
  return { content: join("content"), thinking: join("thinking") };
}

export function removePieces(db: Database, messageId: string): void {
  db.run("delete from reply_pieces where message_id = ?", messageId);
}
