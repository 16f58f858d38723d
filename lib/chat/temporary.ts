/**
 * Temporary chats: they are in a database in memory, with the same tables, so that all that works with a chat works
 * with them. Nothing that is about all chats (list, search, figures, export, backups) knows that database.
 *
 * Owns how many there are and how long they last. Which of a request's chats is one is lib/http's to ask.
 */
import { openDatabase } from "@/lib/db/open_database.ts";
import { selectSessionIds } from "@/lib/db/exports.ts";
import { selectSessionOf } from "@/lib/db/messages.ts";
import { selectSession } from "@/lib/db/sessions.ts";
import type { Deps } from "@/lib/deps.ts";
import { ConflictError } from "@/lib/errors.ts";
import type { NewSession, Session } from "@/lib/shared/session.ts";
import { createSession, deleteSession } from "./sessions.ts";

export interface TemporaryLimits {
  /** How long one lasts that no page shows. */
  idleMs: number;
  /** And after the last page that showed it was left: long enough for a reload. */
  leftMs: number;
  /** So many at once. */
  most: number;
  /** Of all of them together. */
  mostBytes: number;
}

const usualLimits: TemporaryLimits = {
  idleMs: 15 * 60_000,
  leftMs: 2 * 60_000,
  most: 20,
  mostBytes: 256 * 1024 * 1024,
};

export class TemporaryChats {
  readonly #limits: TemporaryLimits;
  /** Made with the first one, dropped after the last. */
  #own: Deps | undefined;
  /** When each is over, unless it is seen again. */
  #ends = new Map<string, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param stored the dependencies of all other chats; theirs but for the database are these chats' too */
  constructor(readonly stored: () => Deps, limits: Partial<TemporaryLimits> = {}) {
    this.#limits = { ...usualLimits, ...limits };
  }

  create({ temporary: _, ...session }: NewSession): Session {
    const own = this.#own ??= this.#open();
    if (selectSessionIds(own.db).length >= this.#limits.most) {
      throw new ConflictError(
        `There are ${this.#limits.most} temporary chats already. Close one of them first.`,
      );
    }
    const created = createSession(own, session);
    this.see(created.id);
    return created;
  }

  /** What a temporary chat works with, by its id or a message's; undefined for any other. It counts as seen. */
  depsOf(id: string): Deps | undefined {
    const sessionId = this.#sessionOf(id);
    if (sessionId === undefined) return;
    this.see(sessionId);
    return this.#own;
  }

  holds(id: string): boolean {
    return this.#sessionOf(id) !== undefined;
  }

  /** A page shows it. */
  see(sessionId: string): void {
    this.#ends.set(sessionId, Date.now() + this.#limits.idleMs);
  }

  /** A page that showed it was left. Others say soon that they still do. */
  leave(sessionId: string): void {
    this.#ends.set(sessionId, Date.now() + this.#limits.leftMs);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#own?.db.close();
    this.#own = undefined;
    this.#ends.clear();
  }

  #sessionOf(id: string): string | undefined {
    if (!this.#own) return;
    return selectSession(this.#own.db, id)?.id ?? selectSessionOf(this.#own.db, id);
  }

  #open(): Deps {
    const db = openDatabase(":memory:");
    const { page_size } = db.get<{ page_size: number }>("pragma page_size")!;
    db.exec(`
      pragma secure_delete = on;
      pragma max_page_count = ${Math.ceil(this.#limits.mostBytes / page_size)};
    `);
    this.#sweepLater();
    return { ...this.stored(), db };
  }

  #sweepLater(): void {
    const ms = Math.min(30_000, this.#limits.leftMs, this.#limits.idleMs);
    this.#timer = setTimeout(() => void this.#sweep(), ms);
  }

  /** With the last of them their database is let go of. A request may still be at work in it: it is not closed. */
  async #sweep(): Promise<void> {
    const own = this.#own;
    if (!own) return;
    const ids = selectSessionIds(own.db);
    if (ids.length === 0) return void (this.#own = undefined);
    for (const id of ids) {
      const end = this.#ends.get(id);
      if (end === undefined || this.#isRead(own, id)) this.see(id); // a fork is not made here
      else if (end <= Date.now()) await this.#end(own, id);
    }
    if (this.#own === own) this.#sweepLater();
  }

  #isRead({ live }: Deps, id: string): boolean {
    const replyId = live.runningIn(id);
    return replyId !== undefined && live.hasReaders(replyId);
  }

  async #end(own: Deps, id: string): Promise<void> {
    this.#ends.delete(id);
    try {
      await deleteSession(own, id);
    } catch (error) {
      own.log.error("cannot end a temporary chat", { error });
    }
  }
}

/** The dependencies of a chat, by its id or a message's. */
export function depsOfChat(deps: Deps, id: string): Deps {
  return deps.temporary.depsOf(id.toLowerCase()) ?? deps;
}

/** Of the chat that a request's body is about, before it is looked at any closer. */
export function depsOfBody(deps: Deps, body: unknown): Deps {
  const { session_id, message_id } = Object(body) as Record<string, unknown>;
  const [own] = [session_id, message_id].flatMap((id) =>
    typeof id === "string" ? deps.temporary.depsOf(id.toLowerCase()) ?? [] : []
  );
  return own ?? deps;
}
