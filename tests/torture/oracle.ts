/**
 * What a client was told, and whether the database still says so.
 *
 * The oracle believes acknowledgements and events; the database is read beside the server, by its file.
 */
import { DatabaseSync } from "node:sqlite";

export interface Verdict {
  lostMessages: string[];
  /** Replies of which someone saw text that is not stored. */
  lostText: string[];
  withoutEnd: string[];
  integrity: string[];
}

export class Oracle {
  /** Acknowledged questions and edits: id → content. */
  readonly messages = new Map<string, string>();
  /** What readers saw of a reply so far. */
  readonly seen = new Map<string, string>();
  /** Ids whose deletion was asked for: they may be there or not, and what follows them too. */
  readonly deleted = new Set<string>();
  /** Of messages that a client has made or seen: id → parent. */
  readonly parents = new Map<string, string>();
  seenCharacters = 0;
  readonly #seen = Promise.withResolvers<void>();
  /** Resolves with the first word that anyone has seen. */
  readonly firstSeen = this.#seen.promise;

  acknowledge(id: string, content: string): void {
    this.messages.set(id, content);
  }

  /** A reader that sees `start` drops what it had. */
  begin(replyId: string): void {
    this.seen.set(replyId, "");
  }

  see(replyId: string, text: string): void {
    this.seen.set(replyId, (this.seen.get(replyId) ?? "") + text);
    this.seenCharacters += text.length;
    this.#seen.resolve();
  }

  judge(path: string): Verdict {
    const db = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
    try {
      return {
        integrity: integrityProblems(db),
        lostMessages: this.#lostMessages(db),
        lostText: this.#lostText(db),
        withoutEnd: withoutEnd(db),
      };
    } finally {
      db.close();
    }
  }

  #lostMessages(db: DatabaseSync): string[] {
    const select = db.prepare("select content from messages where id = ?");
    const isKept = ([id, content]: [string, string]) =>
      select.get(id)?.content === content || this.#isDeleted(db, id);
    return [...this.messages].filter((entry) => !isKept(entry)).map(([id]) => id);
  }

  #lostText(db: DatabaseSync): string[] {
    const select = db.prepare("select content from messages where id = ?");
    const isKept = ([id, text]: [string, string]) =>
      String(select.get(id)?.content ?? "").startsWith(text) || this.#isDeleted(db, id);
    return [...this.seen].filter(([, text]) => text !== "").filter((entry) => !isKept(entry)).map(([id]) =>
      id
    );
  }

  /** Gone, and so is one above it whose deletion was asked for. */
  #isDeleted(db: DatabaseSync, id: string): boolean {
    const isThere = db.prepare("select 1 from messages where id = ?").get(id) !== undefined;
    if (isThere) return false;
    for (let up: string | undefined = id; up; up = this.parents.get(up)) {
      if (this.deleted.has(up)) return true;
    }
    return false;
  }
}

function integrityProblems(db: DatabaseSync): string[] {
  const answers = db.prepare("pragma integrity_check").all().map((row) => String(row.integrity_check));
  const broken = db.prepare("pragma foreign_key_check").all().map((row) => JSON.stringify(row));
  return [...answers.filter((answer) => answer !== "ok"), ...broken];
}

function withoutEnd(db: DatabaseSync): string[] {
  return db.prepare("select id from messages where status = 'streaming'").all().map((row) => String(row.id));
}
