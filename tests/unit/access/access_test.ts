import assert from "node:assert/strict";
import { Access } from "@/lib/access/access.ts";
import { TryLimit } from "@/lib/access/try_limit.ts";
import type { Database } from "@/lib/db/database.ts";
import { openDatabase } from "@/lib/db/open_database.ts";
import { AppError } from "@/lib/errors.ts";

const minute = 60_000;

Deno.test("TryLimit looks at 2 wrong passwords a minute and 12 an hour", () => {
  let now = 0;
  const limit = new TryLimit(() => now);
  let looked = 0;
  for (; now < 60 * minute; now += 5000) {
    if (limit.waitMs() > 0) continue;
    looked++;
    limit.noteFailure();
  }
  assert.equal(looked, 12);
  assert.equal(limit.waitMs(), 0, "the first failure is an hour ago");
});

Deno.test("TryLimit tells how long to wait", () => {
  let now = 1000;
  const limit = new TryLimit(() => now);
  limit.noteFailure();
  assert.equal(limit.waitMs(), 0);
  now += 10_000;
  limit.noteFailure();
  assert.equal(limit.waitMs(), 50_000);
  now += 50_000;
  assert.equal(limit.waitMs(), 0);
});

Deno.test("Access without a password is open", async () => {
  const access = open(openDatabase(":memory:"), null);
  assert.equal(access.isOpen, true);
  await access.check("anything");
  assert.equal(await access.isLoggedIn("anything"), true);
});

Deno.test("Access.logIn() gives a secret that counts until it is logged out, and is stored hashed", async () => {
  const db = openDatabase(":memory:");
  const access = open(db, "right");
  const secret = await access.logIn("right");
  assert.match(secret, /^[\w-]{43}$/);
  assert.equal(await access.isLoggedIn(secret), true);
  assert.equal(await access.isLoggedIn(`${secret}x`), false);
  assert.equal(await access.isLoggedIn(""), false);
  const rows = JSON.stringify([db.all("select * from logins"), db.all("select * from access_password")]);
  assert(!rows.includes(secret) && !rows.includes("right"));
  access.logOut(secret);
  assert.equal(await access.isLoggedIn(secret), false);
});

Deno.test("Access ends a login after 30 days", async () => {
  let now = 0;
  const access = open(openDatabase(":memory:"), "right", () => now);
  const secret = await access.logIn("right");
  now = 30 * 24 * 60 * minute - 1;
  assert.equal(await access.isLoggedIn(secret), true);
  now += 1;
  assert.equal(await access.isLoggedIn(secret), false);
});

Deno.test("Access keeps logins over a restart, and ends them all with another password", async () => {
  const db = openDatabase(":memory:");
  const secret = await open(db, "right").logIn("right");
  assert.equal(await open(db, "right").isLoggedIn(secret), true);
  const changed = open(db, "changed");
  assert.equal(await changed.isLoggedIn(secret), false);
  await assert.rejects(changed.check("right"), isCode("unauthorized"));
});

Deno.test("Access.logIn() works again when the database can be written again", async () => {
  const db = openDatabase(":memory:");
  const access = open(db, "right");
  db.exec("pragma query_only = on");
  await assert.rejects(access.logIn("right"), /readonly/);
  db.exec("pragma query_only = off");
  assert.equal(await access.isLoggedIn(await access.logIn("right")), true);
});

Deno.test("Access refuses every try while limited, the right one too, and evaluates no more than two at once", async () => {
  let now = 0;
  const access = open(openDatabase(":memory:"), "right", () => now);
  await access.check("right");
  const answers = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => access.check(`wrong ${i}`)));
  const codes = answers.map((answer) => (answer as PromiseRejectedResult).reason.code);
  assert.equal(codes.filter((code) => code === "unauthorized").length, 2);
  assert.equal(codes.filter((code) => code === "rate_limited").length, 18);
  await assert.rejects(access.check("right"), (error: AppError) => {
    assert.equal(error.code, "rate_limited");
    assert.equal(error.headers?.["Retry-After"], "60");
    return true;
  });
  now += minute;
  await access.check("right");
});

Deno.test("Access looks at a proven password at once", async () => {
  const access = open(openDatabase(":memory:"), "right");
  const timed = async (times: number) => {
    const began = performance.now();
    for (let i = 0; i < times; i++) await access.check("right");
    return performance.now() - began;
  };
  const [proving, proven] = [await timed(1), await timed(100)];
  assert(proven < 10 * proving, `one took ${proving} ms, a hundred more ${proven} ms`);
});

function open(db: Database, password: string | null, now = () => 0): Access {
  return new Access({ db, password, now });
}

function isCode(code: string) {
  return (error: unknown) => error instanceof AppError && error.code === code;
}
