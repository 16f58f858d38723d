import assert from "node:assert/strict";
import { FakeTime } from "./fake_time.ts";
import { openDrafts } from "@/lib/client/drafts.ts";

Deno.test("openDrafts() keeps each input at once in the browser", () => {
  using _time = new FakeTime();
  const store = memoryStore();
  openDrafts("s", store, () => Promise.resolve()).keep("half a sen");
  assert.equal(openDrafts("s", store).read("older, from the server"), "half a sen");
});

Deno.test("openDrafts() shows the server's draft where the browser has none", () => {
  assert.equal(openDrafts("s", memoryStore()).read("from elsewhere"), "from elsewhere");
});

Deno.test("openDrafts() keeps an emptied box empty", () => {
  using _time = new FakeTime();
  const store = memoryStore();
  openDrafts("s", store, () => Promise.resolve()).keep("");
  assert.equal(openDrafts("s", store).read("stale"), "");
});

Deno.test("openDrafts() tells the server once when the typing rests", () => {
  using time = new FakeTime();
  const puts: string[] = [];
  const drafts = openDrafts("s", memoryStore(), (path, content) => {
    puts.push(`${path} ${content}`);
    return Promise.resolve();
  });
  drafts.keep("a");
  time.pass(500);
  drafts.keep("ab");
  time.pass(799);
  assert.deepEqual(puts, []);
  time.pass(1);
  assert.deepEqual(puts, ["/api/sessions/s/draft ab"]);
});

Deno.test("openDrafts() tells the server nothing of a chat that does not exist", () => {
  using time = new FakeTime();
  const store = memoryStore();
  openDrafts(null, store, () => Promise.reject(new Error("told"))).keep("a");
  time.pass(5000);
  assert.equal(openDrafts(null, store).read(""), "a");
});

Deno.test("clear() forgets the draft and what was going to be told", () => {
  using time = new FakeTime();
  const store = memoryStore();
  const puts: string[] = [];
  const drafts = openDrafts("s", store, (_path, content) => {
    puts.push(content);
    return Promise.resolve();
  });
  drafts.keep("sent");
  drafts.clear();
  time.pass(5000);
  assert.deepEqual(puts, []);
  assert.equal(openDrafts("s", store).read(""), "");
});

Deno.test("clear() empties the server's draft again when one was on its way", async () => {
  using time = new FakeTime();
  const puts: string[] = [];
  const drafts = openDrafts("s", memoryStore(), (_path, content, signal) => {
    puts.push(content);
    return content === "" ? Promise.resolve() : new Promise((resolve) => signal.onabort = () => resolve());
  });
  drafts.keep("sent");
  time.pass(800);
  drafts.clear();
  await Promise.resolve();
  assert.deepEqual(puts, ["sent", ""]);
});

Deno.test("keep() goes on when the browser's store is full", () => {
  using time = new FakeTime();
  const puts: string[] = [];
  const full = {
    ...memoryStore(),
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
  };
  openDrafts("s", full, (_path, content) => {
    puts.push(content);
    return Promise.resolve();
  }).keep("long");
  time.pass(800);
  assert.deepEqual(puts, ["long"]);
});

function memoryStore() {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}
