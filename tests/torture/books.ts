/** What a server acknowledged and what readers saw of its replies, held against the file of its database. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

export class Books {
  /** Id → content. */
  readonly questions = new Map<string, string>();
  /** Id of a reply → its text so far. */
  readonly seen = new Map<string, string>();
  /** Id of a chat → title. */
  readonly titles = new Map<string, string>();

  constructor(readonly dataDir: string) {}

  /** Throws when something of it is not stored. */
  check(): void {
    const db = new DatabaseSync(join(this.dataDir, "chatbot.db"), { readOnly: true, timeout: 5000 });
    try {
      assert.deepEqual(db.prepare("pragma integrity_check").all().map((row) => row.integrity_check), ["ok"]);
      const content = db.prepare("select content from messages where id = ?");
      const pieces = db.prepare(
        "select group_concat(text, '' order by position) as text from reply_pieces where message_id = ?",
      );
      for (const [id, text] of this.questions) {
        assert.equal(content.get(id)?.content, text, "a question is lost");
      }
      for (const [id, text] of this.seen) {
        const stored = `${content.get(id)?.content ?? ""}${pieces.get(id)?.text ?? ""}`;
        assert.ok(stored.startsWith(text), `text that was seen is lost: ${stored.length} of ${text.length}`);
      }
      const title = db.prepare("select title from sessions where id = ?");
      for (const [id, text] of this.titles) assert.equal(title.get(id)?.title, text, "a chat is lost");
    } finally {
      db.close();
    }
  }
}
