/** Table `settings`: one row a setting; the value is JSON, or a sealed text. */
import type { Database } from "./database.ts";

export interface SettingRow {
  key: string;
  value: string;
  updated_at: number;
}

export function selectSettings(db: Database): SettingRow[] {
  return db.all<SettingRow>("select key, value, updated_at from settings");
}

export function upsertSetting(db: Database, row: SettingRow): void {
  db.run(
    `insert into settings (key, value, updated_at) values (?, ?, ?)
     on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`,
    row.key,
    row.value,
    row.updated_at,
  );
}

export function removeSetting(db: Database, key: string): void {
  db.run("delete from settings where key = ?", key);
}

export function removeSettings(db: Database): void {
  db.run("delete from settings");
}
