/** Opening the database: what is looked at and kept before, its pragmas, and the steps of its schema. */
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Database, lowercase } from "./database.ts";
import { type Migration, migrations } from "./migrations/mod.ts";
import { DatabaseOpenError, explainOpenError } from "./open_error.ts";
import { prepareFile, type PrepareOptions } from "./prepare_file.ts";

export interface OpenOptions extends Partial<PrepareOptions> {
  /** Told once, when something finds the open file damaged. */
  onDamage?: (reason: string) => void;
}

/**
 * `:memory:` or a path; a new file is made readable by its owner only. Throws DatabaseOpenError, and has then left
 * the file as it was, but for steps of the schema that were done.
 */
export function openDatabase(path: string, options: OpenOptions = {}): Database {
  const { steps = migrations, dataDir = dirname(path), onDamagedLog, onDamage } = options;
  let sqlite: DatabaseSync | undefined;
  try {
    const version = path === ":memory:" ? 0 : prepareFile(path, { steps, dataDir, onDamagedLog });
    sqlite = connect(path);
    const database = new Database(path, sqlite, onDamage);
    if (version === 0) database.exec("pragma auto_vacuum = incremental");
    prepare(database, path);
    migrate(database, steps.filter((step) => step.version > version));
    return database;
  } catch (error) {
    if (sqlite?.isOpen) sqlite.close();
    throw explainOpenError(path, error, dataDir);
  }
}

function connect(path: string): DatabaseSync {
  const sqlite = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: 5000 });
  // SQLite's own lower() and LIKE know the case of ASCII only. In no index: other programs lack it.
  sqlite.function("lowercase", { deterministic: true }, (text) => lowercase(String(text)));
  return sqlite;
}

function prepare(database: Database, path: string): void {
  database.exec(`
    pragma synchronous = full;
    pragma temp_store = memory;
    pragma cache_size = -16000;
    pragma journal_size_limit = 67108864;
  `);
  const mode = database.get<{ journal_mode: string }>("pragma journal_mode = wal")?.journal_mode;
  if (path !== ":memory:" && mode !== "wal") {
    throw new DatabaseOpenError(
      `${path}: its file system does not allow SQLite's write-ahead log. Set DATA_DIR to a local disk.`,
    );
  }
}

function migrate(database: Database, steps: readonly Migration[]): void {
  for (const step of steps) {
    database.transaction(() => {
      database.exec(step.sql);
      database.exec(`pragma user_version = ${step.version}`);
    });
  }
}
