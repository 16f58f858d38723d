/**
 * Checking a password against its verifier: scrypt (2^17, 8, 1), which takes 128 MiB and half a second, so one
 * at a time.
 */
import { Buffer } from "node:buffer";
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

export interface Verifier {
  /** Both base64. */
  salt: string;
  hash: string;
}

export async function makeVerifier(password: string): Promise<Verifier> {
  const salt = randomBytes(16);
  return { salt: salt.toString("base64"), hash: (await derive(password, salt)).toString("base64") };
}

export async function matchesVerifier(password: string, { salt, hash }: Verifier): Promise<boolean> {
  const derived = await derive(password, Buffer.from(salt, "base64"));
  return timingSafeEqual(derived, Buffer.from(hash, "base64"));
}

/** Runs what it is given one after the other. */
export class Queue {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#last.then(work);
    this.#last = next.catch(() => {}); // whoever asked hears of it; the next one only waits
    return next;
  }
}

const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 192 * 1024 * 1024 };

function derive(password: string, salt: Buffer): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  scrypt(password.normalize("NFC"), salt, 32, cost, (error, key) => error ? reject(error) : resolve(key));
  return promise;
}
