/** A chat's current branch as Markdown, for people: piece by piece, a message each. */
import { getSessionRow } from "@/lib/chat/sessions.ts";
import { withPieces } from "@/lib/chat/transcript.ts";
import { selectAttachments } from "@/lib/db/attachments.ts";
import type { Database } from "@/lib/db/database.ts";
import { selectBranchIds } from "@/lib/db/exports.ts";
import { type MessageRow, selectMessage } from "@/lib/db/messages.ts";
import type { Deps } from "@/lib/deps.ts";

/** Throws NotFoundError at once. */
export function exportMarkdown(deps: Deps, id: string): Iterable<string> {
  const session = getSessionRow(deps, id);
  return writeBranch(deps.db, { title: session.title, headId: session.head_id });
}

function* writeBranch(db: Database, { title, headId }: { title: string; headId: string | null }) {
  yield `# ${oneLine(title)}\n`;
  for (const id of headId ? selectBranchIds(db, headId) : []) {
    const row = selectMessage(db, id);
    if (row) yield writeMessage(db, row);
  }
}

function writeMessage(db: Database, row: MessageRow): string {
  const { content, thinking } = withPieces(db, row);
  const images = selectAttachments(db, row.id).length;
  return [
    `\n## ${speaker(row)}\n`,
    `*${new Date(row.created_at).toISOString()}${row.pinned ? " · pinned" : ""}*\n`,
    ...(thinking ? [`<details>\n<summary>Thinking</summary>\n\n${thinking.trim()}\n\n</details>\n`] : []),
    ...(images > 0 ? [`*${images === 1 ? "1 image" : `${images} images`}*\n`] : []),
    `${content.trim()}\n`,
    ...(row.status === "failed" || row.status === "interrupted" || row.status === "streaming"
      ? [`*${row.error_message ?? "Not complete."}*\n`]
      : []),
  ].join("\n");
}

function speaker({ role, model }: MessageRow): string {
  if (role === "user") return "You";
  if (role === "assistant") return model ? `Reply (${oneLine(model)})` : "Reply";
  return role === "system" ? "System" : "Tool";
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
