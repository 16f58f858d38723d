import assert from "node:assert/strict";
import { Pacer, pause } from "@/lib/guide/models/pacer.ts";

const staying = new AbortController().signal;

Deno.test("Pacer resolves each wait, none before it is due", async () => {
  const pacer = new Pacer();
  const begun = performance.now();
  await Promise.all([30, 10, 20, 10].map(async (ms) => {
    await pacer.until(begun + ms, staying);
    assert.ok(performance.now() - begun >= ms - 1.5);
  }));
  pacer.close();
});

Deno.test("Pacer ends a long wait when its client leaves, and all waits when it is closed", async () => {
  const pacer = new Pacer();
  const leaving = new AbortController();
  const far = performance.now() + 3_600_000;
  const left = pacer.until(far, leaving.signal);
  const closed = pacer.until(far, staying);
  leaving.abort();
  await left;
  await pacer.until(far, leaving.signal);
  pacer.close();
  await closed;
});

Deno.test("pause() tells whether it was cut short", async () => {
  const leaving = new AbortController();
  const cut = pause(3_600_000, leaving.signal);
  leaving.abort();
  assert.equal(await cut, false);
  assert.equal(await pause(1, staying), true);
  assert.equal(await pause(1, leaving.signal), false);
});
