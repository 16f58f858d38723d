import assert from "node:assert/strict";
import { HttpError } from "fresh";
import { openDatabase } from "@/lib/db/open_database.ts";
import { AppError, ConflictError, describeError, InvalidInputError } from "@/lib/errors.ts";
import { describeHttpError } from "@/lib/http/errors.ts";
import { errorStatus } from "@/lib/shared/error.ts";

Deno.test("describeError() gives every code its status of the contract", () => {
  for (const [code, status] of Object.entries(errorStatus)) {
    const described = describeError(new AppError(code as keyof typeof errorStatus, "words"));
    assert.deepEqual([described.code, described.status, described.message], [code, status, "words"]);
  }
});

Deno.test("describeError() keeps details and headers, and tells nothing of what it does not know", () => {
  const details = [{ path: "options.seed", message: "is wrong" }];
  assert.deepEqual(describeError(new InvalidInputError("no", details)).details, details);
  for (
    const unknown of [new Error("secret /home/me/file.ts"), new TypeError("x"), "text", undefined, null, 5]
  ) {
    const described = describeError(unknown);
    assert.equal(described.code, "internal");
    assert(!/secret|home|\.ts/.test(described.message));
  }
});

Deno.test("describeError() knows a full disk, a lock and an unusable file, from statements and from exec()", () => {
  const sqlite = (message: string, errcode?: number) =>
    Object.assign(new Error(message), { code: "ERR_SQLITE_ERROR", errcode });
  const table: [Error, string][] = [
    [sqlite("database or disk is full", 13), "storage_full"],
    [sqlite("database or disk is full"), "storage_full"],
    [sqlite("database is locked", 5), "database_unavailable"],
    [sqlite("database is locked"), "database_unavailable"],
    [sqlite("attempt to write a readonly database", 8), "database_unavailable"],
    [sqlite("disk I/O error", 522), "database_unavailable"],
    [sqlite("database disk image is malformed"), "database_unavailable"],
    [sqlite("file is not a database", 26), "database_unavailable"],
    [sqlite('near "x": syntax error', 1), "internal"],
    [sqlite("UNIQUE constraint failed: a.b", 2067), "internal"],
  ];
  for (const [error, code] of table) assert.equal(describeError(error).code, code, error.message);
});

Deno.test("describeError() maps what a closed or read-only database really throws", () => {
  const db = openDatabase(":memory:");
  db.exec("pragma query_only = 1");
  assert.throws(
    () => db.exec("create table x (y)"),
    (error) => describeError(error).code === "database_unavailable",
  );
  db.close();
});

Deno.test("describeHttpError() says Fresh's own errors in the contract's words", () => {
  assert.equal(describeHttpError(new HttpError(404)).code, "not_found");
  assert.equal(describeHttpError(new HttpError(405)).code, "method_not_allowed");
  assert.deepEqual([
    describeHttpError(new HttpError(400, "bad")).code,
    describeHttpError(new HttpError(400)).status,
  ], [
    "invalid_input",
    400,
  ]);
  assert.equal(describeHttpError(new HttpError(500, "inner")).code, "internal");
  assert.equal(describeHttpError(new ConflictError("x")).code, "conflict");
});
