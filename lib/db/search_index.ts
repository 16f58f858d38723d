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
  /** When it was written. */
  at: number;
  /** Words with spaces between. ASCII is split and lower-cased here, all else is taken as it is. */
  text: string;
  /** Words to filter by. */
  scope: string;
}

export function insertDocument(db: Database, { seq, at, text, scope }: SearchDocument): void {
  const part = partOf(seq);
  const known = selectPart(db, part);
  if (!known) createPart(db, part);
  if (known?.oldest == null || at < known.oldest || at > known.newest!) widenPart(db, part, at);
  db.run(`insert into search_${part} (rowid, text, scope) values (?, ?, ?)`, seq, text, scope);
}

/** One that is not there is nothing to remove. */
export function removeDocument(db: Database, seq: number): void {
  const part = partOf(seq);
  if (!selectPart(db, part)) return;
  db.run(`delete from search_${part} where rowid = ?`, seq);
}

/**
 * Whether writes to a part also tidy it up. That can take a tenth of a second at a time, and much more than the
 * removal of many documents that brings it about.
 */
export function setTidying(db: Database, part: number, isOn: boolean): void {
  db.run(`insert into search_${part} (search_${part}, rank) values ('automerge', ${isOn ? 4 : 0})`);
}

export interface PartRow {
  part: number;
  /** When its messages were written; null while that is not known. */
  oldest: number | null;
  newest: number | null;
}

/** Newest first. */
export function selectParts(db: Database, { from, to }: { from: number; to: number }): PartRow[] {
  return db.all<PartRow>(
    "select part, oldest, newest from search_parts where part between ? and ? order by part desc",
    partOf(from),
    partOf(to),
  );
}

export interface PartSearch {
  part: number;
  /** In FTS5's language. */
  match: string;
  /** Only older ones. */
  before: number;
  limit: number;
  /** When they were written, both ends included. */
  period?: { from: number; to: number };
}

/** Newest first. */
export function selectMatches(db: Database, { part, match, before, limit, period }: PartSearch): number[] {
  const inPeriod = period
    ? `and (select created_at from messages where seq = search_${part}.rowid) between ? and ?`
    : "";
  return db.all<{ seq: number }>(
    `select rowid as seq from search_${part} where search_${part} match ? and rowid < ? ${inPeriod}
     order by rowid desc limit ?`,
    match,
    before,
    ...(period ? [period.from, period.to] : []),
    limit,
  ).map((row) => row.seq);
}

export interface FoundRow {
  seq: number;
  message_id: string;
  session_id: string;
  session_title: string;
  role: "system" | "user" | "assistant" | "tool";
  model: string | null;
  content: string;
  created_at: number;
}

export function selectFound(db: Database, seq: number): FoundRow | undefined {
  return db.get<FoundRow>(
    `select m.seq, m.id as message_id, m.session_id, s.title as session_title, m.role, m.model, m.content,
       m.created_at
     from messages m join sessions s on s.id = m.session_id where m.seq = ?`,
    seq,
  );
}

export interface Backlog {
  id: number;
  next_seq: number;
  last_seq: number;
  /** 1: it is in the index, and only cannot be filtered by all there is to filter by. */
  is_searchable: number;
}

/** What is not found yet comes first. Undefined when nothing is left to do. */
export function selectBacklog(db: Database): Backlog | undefined {
  return db.get<Backlog>("select * from search_backlog order by is_searchable, id limit 1");
}

/** These messages are yet to be indexed; both ends included. Others between them are indexed once more. */
export function insertBacklog(db: Database, { from, to }: { from: number; to: number }): void {
  db.run("insert into search_backlog (next_seq, last_seq, is_searchable) values (?, ?, 0)", from, to);
}

/** The messages before that are done. */
export function advanceBacklog(db: Database, { id, last_seq }: Backlog, nextSeq: number): void {
  if (nextSeq > last_seq) db.run("delete from search_backlog where id = ?", id);
  else db.run("update search_backlog set next_seq = ? where id = ?", nextSeq, id);
}

export function partOf(seq: number): number {
  return Math.floor(seq / messagesInPart);
}

function selectPart(db: Database, part: number): PartRow | undefined {
  return db.get<PartRow>("select part, oldest, newest from search_parts where part = ?", part);
}

const dayMs = 86_400_000;

/** By whole days, so that it is written once a day and not with every message. */
function widenPart(db: Database, part: number, at: number): void {
  const start = Math.floor(at / dayMs) * dayMs;
  db.run(
    `update search_parts set oldest = min(coalesce(oldest, ?1), ?1), newest = max(coalesce(newest, ?2), ?2)
     where part = ?3`,
    start,
    start + dayMs - 1,
    part,
  );
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
