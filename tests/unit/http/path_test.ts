import assert from "node:assert/strict";
import { readId, readIndex, readModelName } from "@/lib/http/path.ts";

Deno.test("readId() takes a UUID in any case, and finds nothing under anything else", () => {
  const id = "0193A5B0-7e4a-7cc3-98c4-dc0c0c07398f";
  assert.equal(readId({ id }, "chat"), id.toLowerCase());
  assert.throws(() => readId({ id: "new" }, "chat"), {
    code: "not_found",
    message: 'There is no chat "new".',
  });
  assert.throws(() => readId({}, "chat"), { code: "not_found" });
});

Deno.test("readIndex() takes a place, and finds nothing under anything else", () => {
  assert.equal(readIndex({ index: "12" }, "image"), 12);
  for (const index of ["", "-1", "1.5", "1e3", "1000"]) {
    assert.throws(() => readIndex({ index }, "image"), { code: "not_found" });
  }
});

Deno.test("readModelName() decodes a path", () => {
  assert.equal(readModelName({ name: "user%2Fm%3Alatest" }), "user/m:latest");
  assert.equal(readModelName({ name: "user/m:latest" }), "user/m:latest");
  assert.throws(() => readModelName({ name: "a%" }), { code: "invalid_input" });
  assert.throws(() => readModelName({}), { code: "invalid_input" });
});
