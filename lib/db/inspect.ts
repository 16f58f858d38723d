/** Looking at a database file without changing it. */
import { DatabaseSync } from "node:sqlite";
import { isThere, removeFile } from "./files.ts";
import { type Migration, migrations } from "./migrations/mod.ts";
import { findAlteredTable } from "./schema.ts";

/** `header` reads one page, `quick` every page, `whole` also holds each index to its table. */
export type Depth = "header" | "quick" | "whole";

export interface Inspection {
  /** The schema's; 0 before the first one. */
  version: number;
  /** "empty" has no tables at all; what a newer version's has is not known. */
  contents: "chats" | "empty" | "foreign";
  /** What is damaged, the most telling finding first. */
  problem: string | null;
}

/** `path` is no symbolic link. Throws SQLite's error for a file that cannot be read as a database. */
export function inspect(path: string, { depth, steps = migrations }: InspectOptions): Inspection {
  const db = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  try {
    const version = Number(db.prepare("pragma user_version").get()!.user_version);
    const contents = lookAtTables(db);
    const isKnown = contents === "chats" && version > 0 && version <= steps.at(-1)!.version;
    const altered = isKnown ? findAlteredTable(db, { steps, version }) : null;
    const problem = altered ? `its table or index ${altered} is not as it was made` : findProblem(db, depth);
    return { version, contents, problem };
  } finally {
    db.close();
  }
}

export interface InspectOptions {
  depth: Depth;
  steps?: readonly Migration[];
}

function lookAtTables(db: DatabaseSync): Inspection["contents"] {
  const names = db.prepare("select name from sqlite_schema").all().map(({ name }) => name);
  if (names.length === 0) return "empty";
  return names.includes("sessions") && names.includes("messages") ? "chats" : "foreign";
}

/**
 * SQLite makes files beside a database in WAL mode even to read it. Gives what takes those away that are not there
 * now; where a server may be starting, only to be called by itself.
 */
export function noteTraces(path: string): () => void {
  const missing = ["-wal", "-shm"].map((suffix) => path + suffix).filter((file) => !isThere(file));
  return () => missing.forEach(removeFile);
}

function findProblem(db: DatabaseSync, depth: Depth): string | null {
  if (depth === "header") return null;
  const check = depth === "quick" ? "quick_check" : "integrity_check";
  const lines = db.prepare(`pragma ${check}(5)`).all().flatMap((row) => String(row[check]).split("\n"));
  const findings = lines.filter((line) => line !== "ok");
  // The first line may only name the database.
  return findings.find((line) => !line.startsWith("***")) ?? findings[0] ?? null;
}
