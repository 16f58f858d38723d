/** Tables `access_password` (its verifier) and `logins` (hashes of their secrets, never the secrets). */
import type { Database } from "./database.ts";

export interface VerifierRow {
  salt: string;
  hash: string;
}

export function selectVerifier(db: Database): VerifierRow | undefined {
  return db.get<VerifierRow>("select salt, hash from access_password");
}

export function upsertVerifier(db: Database, { salt, hash }: VerifierRow): void {
  db.run(
    `insert into access_password (only_row, salt, hash) values (1, ?, ?)
     on conflict (only_row) do update set salt = excluded.salt, hash = excluded.hash`,
    salt,
    hash,
  );
}

export interface LoginRow {
  secret_hash: string;
  created_at: number;
  expires_at: number;
}

export function insertLogin(db: Database, row: LoginRow): void {
  db.run(
    "insert into logins (secret_hash, created_at, expires_at) values (?, ?, ?)",
    row.secret_hash,
    row.created_at,
    row.expires_at,
  );
}

export function selectLogin(db: Database, secretHash: string): LoginRow | undefined {
  return db.get<LoginRow>("select * from logins where secret_hash = ?", secretHash);
}

export function removeLogin(db: Database, secretHash: string): void {
  db.run("delete from logins where secret_hash = ?", secretHash);
}

export function removeLoginsEndingBefore(db: Database, time: number): void {
  db.run("delete from logins where expires_at < ?", time);
}

export function removeLogins(db: Database): void {
  db.run("delete from logins");
}
