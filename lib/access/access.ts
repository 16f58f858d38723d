/**
 * Who may use this server when ACCESS_PASSWORD is set: logins with a random secret, and the password itself for
 * scripts. Without a password everyone may.
 *
 * Secrets are stored hashed; logging out and another password end them. Knows no HTTP.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Buffer } from "node:buffer";
import type { Database } from "@/lib/db/database.ts";
import {
  insertLogin,
  removeLogin,
  removeLogins,
  removeLoginsEndingBefore,
  selectLogin,
  selectVerifier,
  upsertVerifier,
} from "@/lib/db/logins.ts";
import { AppError } from "@/lib/errors.ts";
import { makeVerifier, matchesVerifier, Queue, type Verifier } from "./password.ts";
import { TryLimit } from "./try_limit.ts";

export interface AccessOptions {
  db: Database;
  /** Null = open to everyone who reaches the server. */
  password: string | null;
  now: () => number;
}

export const loginMs = 30 * 24 * 3_600_000;

export class Access {
  readonly isOpen: boolean;
  #limit: TryLimit;
  #tries = new Queue();
  #verifier: Promise<Verifier> | undefined;
  /** What the right password looks like in this process, so that a script's every request need not wait. */
  #proven: Buffer | undefined;
  #processKey = randomBytes(32);

  constructor(private readonly options: AccessOptions) {
    this.isOpen = options.password === null;
    this.#limit = new TryLimit(options.now);
  }

  /** The secret of a new login. Throws `unauthorized`, or `rate_limited` without looking at the password. */
  async logIn(password: string): Promise<string> {
    await this.check(password);
    const { db, now } = this.options;
    const secret = randomBytes(32).toString("base64url");
    db.transaction(() => {
      removeLoginsEndingBefore(db, now());
      insertLogin(db, { secret_hash: hash(secret), created_at: now(), expires_at: now() + loginMs });
    });
    return secret;
  }

  logOut(secret: string): void {
    removeLogin(this.options.db, hash(secret));
  }

  /** Waits for the verifier: logins of a former password end before any of them counts. */
  async isLoggedIn(secret: string): Promise<boolean> {
    if (this.isOpen) return true;
    await this.#openVerifier();
    const login = selectLogin(this.options.db, hash(secret));
    return login !== undefined && login.expires_at > this.options.now();
  }

  /** Throws like `logIn()`. */
  async check(password: string): Promise<void> {
    if (this.isOpen) return;
    this.#refuseTooMany();
    if (this.#isProven(password)) return;
    await this.#tries.run(async () => {
      this.#refuseTooMany(); // those before it in the queue may have failed
      if (await matchesVerifier(password, await this.#openVerifier())) {
        this.#proven = this.#fingerprint(password);
      } else {
        this.#limit.noteFailure();
        throw new AppError("unauthorized", "The password is wrong.");
      }
    });
  }

  /** Derived once a process; what kept it from being stored, such as a full disk, counts for one try only. */
  #openVerifier(): Promise<Verifier> {
    return this.#verifier ??= this.#findVerifier().catch((error) => {
      this.#verifier = undefined;
      throw error;
    });
  }

  /** The stored one while it fits the password; otherwise a new one, and all logins end. */
  async #findVerifier(): Promise<Verifier> {
    const { db, password } = this.options;
    const stored = selectVerifier(db);
    if (stored && await matchesVerifier(password!, stored)) return stored;
    const verifier = await makeVerifier(password!);
    db.transaction(() => {
      upsertVerifier(db, verifier);
      removeLogins(db);
    });
    return verifier;
  }

  #refuseTooMany(): void {
    const waitMs = this.#limit.waitMs();
    if (waitMs === 0) return;
    const seconds = Math.ceil(waitMs / 1000);
    throw new AppError("rate_limited", `Too many wrong passwords. Try again in ${seconds} s.`, {
      headers: { "Retry-After": String(seconds) },
    });
  }

  #isProven(password: string): boolean {
    return this.#proven !== undefined && timingSafeEqual(this.#proven, this.#fingerprint(password));
  }

  #fingerprint(password: string): Buffer {
    return createHmac("sha256", this.#processKey).update(password).digest();
  }
}

function hash(secret: string): string {
  return createHash("sha256").update(secret).digest("base64");
}
