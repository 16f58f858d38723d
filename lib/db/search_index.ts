/**
 * The full-text index: a table of words for each 16,384 messages in a row, made when the first of them comes.
 *
 * In parts, so that storing a message costs the same whatever is there already, and so that looking for words can
 * end at the newest messages or pause between parts. No triggers and no copy of the texts: who stores, changes or
 * removes a message says so here, in the same transaction.
 */
import type { Database } from "./database.ts";

export const messagesInPart = 16_384;

export interface SearchDocument {
  /** The message's. */
  seq: number;
  /** Words with spaces between. ASCII is split and lower-cased here, all else is taken as it is. */
  text: string;
  /** Words to filter by. */
  scope: string;
}

export function insertDocument(db: Database, { seq, text, scope }: SearchDocument): void {
  const part = partOf(seq);
  if (!db.get("select 1 from search_parts where part = ?", part)) createPart(db, part);
  db.run(`insert into search_${part} (rowid, text, scope) values (?, ?, ?)`, seq, text, scope);
}

/** One that is not there is nothing to remove. */
export function removeDocument(db: Database, seq: number): void {
  const part = partOf(seq);
  if (!db.get("select 1 from search_parts where part = ?", part)) return;
  db.run(`delete from search_${part} where rowid = ?`, seq);
}

/** Newest first. */
export function selectParts(db: Database, { from, to }: { from: number; to: number }): number[] {
  return db.all<{ part: number }>(
    "select part from search_parts where part between ? and ? order by part desc",
    partOf(from),
    partOf(to),
  ).map((row) => row.part);
}

export interface PartSearch {
  part: number;
  /** In FTS5's language. */
  match: string;
  /** Only older ones. */
  before: number;
  limit: number;
}

/** Newest first. */
export function selectMatches(db: Database, { part, match, before, limit }: PartSearch): number[] {
  return db.all<{ seq: number }>(
    `select rowid as seq from search_${part} where search_${part} match ? and rowid < ?
     order by rowid desc limit ?`,
    match,
    before,
    limit,
  ).map((row) => row.seq);
}

export interface FoundRow {
  seq: number;
  message_id: string;
  session_id: string;
  session_title: string;
  role: "system" | "user" | "assistant" | "tool";
  content: string;
  created_at: number;
}

export function selectFound(db: Database, seq: number): FoundRow | undefined {
  return db.get<FoundRow>(
    `select m.seq, m.id as message_id, m.session_id, s.title as session_title, m.role, m.content, m.created_at
     from messages m join sessions s on s.id = m.session_id where m.seq = ?`,
    seq,
  );
}

export interface Backlog {
  next_seq: number;
  last_seq: number;
}

/** Undefined when nothing is left to do. */
export function selectBacklog(db: Database): Backlog | undefined {
  return db.get<Backlog>("select next_seq, last_seq from search_backlog where next_seq <= last_seq");
}

export function advanceBacklog(db: Database, nextSeq: number): void {
  db.run("update search_backlog set next_seq = ?", nextSeq);
}

export function partOf(seq: number): number {
  return Math.floor(seq / messagesInPart);
}

/** `ascii` takes every other character for a letter, so what it is given decides what a word is. */
function createPart(db: Database, part: number): void {
  db.exec(`
    create virtual table search_${part} using fts5 (
      text, scope, content = '', contentless_delete = 1, tokenize = 'ascii'
    );
    insert into search_parts (part) values (${part});
  `);
}
