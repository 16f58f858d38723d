import assert from "node:assert/strict";
import { Feed } from "@/lib/feed.ts";

Deno.test("Feed gives a reader what is replayed, then every push, in batches", async () => {
  const feed = new Feed<number>({ replay: () => [1, 2] });
  const reader = feed.watch();
  feed.push(3);
  assert.deepEqual((await reader.next()).value, [1, 2, 3]);
  const waiting = reader.next();
  feed.push(4);
  assert.deepEqual((await waiting).value, [4]);
  feed.push(5);
  feed.end();
  assert.deepEqual(await Array.fromAsync(reader), [[5]]);
  assert.equal(feed.readers, 0);
  assert.deepEqual(await Array.fromAsync(feed.watch()), [[1, 2]]);
});

Deno.test("Feed keeps only the newest event of a key for a slow reader", async () => {
  const feed = new Feed<string>();
  const reader = feed.watch();
  for (let index = 0; index < 10_000; index++) feed.push(`a${index}`, "a");
  feed.push("b", "b");
  feed.push("last", "a");
  assert.deepEqual((await reader.next()).value, ["last", "b"]);
  await reader.return!();
});

Deno.test("a reader of a quiet Feed can leave while it waits, by return() and by its signal", async () => {
  const counts: number[] = [];
  const feed = new Feed<number>({ onReaders: (count) => counts.push(count) });
  const one = feed.watch();
  const waiting = one.next();
  await one.return!();
  assert.equal((await waiting).done, true);
  const leaving = new AbortController();
  const other = feed.watch(leaving.signal).next();
  leaving.abort();
  assert.equal((await other).done, true);
  assert.equal((await feed.watch(AbortSignal.abort()).next()).done, true);
  assert.deepEqual(counts, [1, 0, 1, 0]);
});
