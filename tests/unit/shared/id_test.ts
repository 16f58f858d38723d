import assert from "node:assert/strict";
import { idMaker, isId } from "@/lib/shared/id.ts";

Deno.test("idMaker() makes UUIDv7 that sort in the order they were made, also when the clock steps back", () => {
  const times = [5_000, 5_000, 4_000, 9_000, 1_000];
  const newId = idMaker(() => times.shift() ?? 9_000);
  const ids = Array.from({ length: 10_000 }, newId);
  assert.deepEqual([...ids].sort(), ids);
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(ids.every((id) => isId(id) && id[14] === "7"));
});

Deno.test("isId() takes any UUID version and nothing else", () => {
  assert.ok(isId(crypto.randomUUID()));
  assert.ok(isId("00000000-0000-0000-0000-000000000000"));
  for (const text of ["", "x", "0193-", crypto.randomUUID() + "0", "00000000-0000-0000-0000-00000000000g"]) {
    assert.equal(isId(text), false, text);
  }
});
