import assert from "node:assert/strict";
import { createSession, listSessions } from "@/lib/chat/sessions.ts";
import { TemporaryChats, type TemporaryLimits } from "@/lib/chat/temporary.ts";
import { getMessage } from "@/lib/chat/transcript.ts";
import { searchMessages } from "@/lib/search/search.ts";
import { SearchQuery } from "@/lib/shared/search.ts";
import { exportAll } from "@/lib/transfer/export_json.ts";
import { keepChat } from "@/lib/transfer/keep.ts";
import { ask, hearUntil } from "@/tests/helpers/chat.ts";
import { startTurn } from "@/lib/chat/start_turn.ts";
import { testDeps, type TestDepsOptions } from "@/tests/helpers/deps.ts";

/** With chats that last as long as a test wants. */
async function withTemporary(limits: Partial<TemporaryLimits> = {}, options: TestDepsOptions = {}) {
  const box: { chats?: TemporaryChats } = {};
  const test = await testDeps({
    guide: { answer: () => "A zanzibar of an answer." },
    ...options,
    deps: { temporary: box.chats = new TemporaryChats(() => test.deps, limits) },
  });
  return test;
}

/** Different ones: a model that repeats itself is cut off. */
function words(count: number): string {
  return Array.from({ length: count }, (_, index) => `word${index} `).join("");
}

/** The id of the next chat of which it is told that it is gone. */
async function nextEnd({ deps }: Awaited<ReturnType<typeof testDeps>>): Promise<string> {
  for await (const events of deps.sessionEvents.watch(AbortSignal.timeout(10_000))) {
    for (const { event, data } of [events].flat()) if (event === "session_deleted") return data.id;
  }
  throw new Error("No chat ended");
}

Deno.test("a temporary chat answers as any other, and nothing about all chats knows it", async () => {
  await using test = await withTemporary();
  const { deps } = test;
  const { id } = deps.temporary.create({ system_prompt: "Be brief." });
  const own = deps.temporary.depsOf(id)!;
  const { message } = await ask(own, "Where is zanzibar?", { session_id: id });
  assert.equal(message.content, "A zanzibar of an answer.");
  assert.equal(deps.temporary.depsOf(message.id), own);
  assert.equal(getMessage(own, message.id).metrics!.done_reason, "stop");

  assert.deepEqual(listSessions(deps, { limit: 50, cursor: "", q: "" }).items, []);
  const everything = SearchQuery.parse({ q: "zanzibar" });
  assert.deepEqual((await searchMessages(deps, everything)).items, []);
  assert.equal([...exportAll(deps)].join(""), "");
  assert.deepEqual(deps.db.all("select * from messages"), []);
  assert.deepEqual(deps.db.all("select * from metrics"), []);
});

Deno.test("a temporary chat is gone when nobody has seen it for its time", async () => {
  await using test = await withTemporary({ idleMs: 20 });
  const { temporary } = test.deps;
  const { id } = temporary.create({});
  assert.equal(await nextEnd(test), id);
  assert.equal(temporary.holds(id), false);
  const next = temporary.create({});
  assert.equal(temporary.holds(next.id), true);
});

Deno.test("a reply that nobody reads ends with its temporary chat", async () => {
  const guide = { speed: 20, answer: () => words(500) };
  await using test = await withTemporary({ leftMs: 20 }, { guide });
  const { deps } = test;
  const { id } = deps.temporary.create({});
  const own = deps.temporary.depsOf(id)!;
  const replyId = await startTurn(own, { session_id: id, content: "Go on", background: true });
  await hearUntil(own, replyId, "token");
  const end = nextEnd(test);
  deps.temporary.leave(id);
  assert.equal(await end, id);
  assert.equal(deps.live.isRunning(replyId), false);
});

Deno.test("a temporary chat whose page was left ends soon, unless it is seen again", async () => {
  await using test = await withTemporary({ idleMs: 60_000, leftMs: 20 });
  const { temporary } = test.deps;
  const [left, seen] = [temporary.create({}), temporary.create({})];
  const end = nextEnd(test);
  temporary.leave(left.id);
  temporary.leave(seen.id);
  temporary.see(seen.id);
  assert.equal(await end, left.id);
  assert.equal(temporary.holds(seen.id), true);
});

Deno.test("a reply that somebody reads keeps its temporary chat", async () => {
  await using test = await withTemporary({ idleMs: 1000 }, {
    guide: { speed: 60, answer: () => words(100) },
  });
  const { deps } = test;
  const { id } = deps.temporary.create({});
  const own = deps.temporary.depsOf(id)!;
  const heard = await ask(own, "Go on", { session_id: id });
  assert.equal(heard.message.status, "complete");
});

Deno.test("temporary chats are a few, and of a size", async () => {
  await using test = await withTemporary({ most: 2, mostBytes: 2_000_000 });
  const { deps } = test;
  const { id } = deps.temporary.create({});
  deps.temporary.create({});
  assert.throws(() => deps.temporary.create({}), /There are 2 temporary chats already/);
  const own = deps.temporary.depsOf(id)!;
  const fill = async () => {
    for (let round = 0; round < 5; round++) await ask(own, "x".repeat(900_000), { session_id: id });
  };
  await assert.rejects(fill, /no room left for temporary chats/);
  createSession(deps, {}); // the others have room
});

Deno.test("keepChat() moves a temporary chat to the stored ones: branches, ids and title", async () => {
  await using test = await withTemporary();
  const { deps } = test;
  const { id } = deps.temporary.create({});
  const own = deps.temporary.depsOf(id)!;
  const first = await ask(own, "Where is zanzibar?", { session_id: id });
  await ask(own, "Another beginning", { session_id: id, parent_id: null });
  const kept = await keepChat(deps, id);
  assert.deepEqual([kept.id, kept.title, kept.message_count], [id, "Where is zanzibar?", 2]);
  assert.equal(deps.temporary.holds(id), false);
  assert.equal(deps.temporary.holds(first.message.id), false);
  assert.equal(getMessage(deps, first.message.id).content, "A zanzibar of an answer.");
  assert.equal((await searchMessages(deps, SearchQuery.parse({ q: "zanzibar" }))).items.length, 3);
  await assert.rejects(keepChat(deps, id), /no temporary chat/);
});

Deno.test("keepChat() stops the reply that is being written and keeps its text", async () => {
  await using test = await withTemporary({}, {
    guide: { speed: 50, answer: () => words(500) },
  });
  const { deps } = test;
  const { id } = deps.temporary.create({});
  const own = deps.temporary.depsOf(id)!;
  const replyId = await startTurn(own, { session_id: id, content: "Go on", background: true });
  await hearUntil(own, replyId, "token");
  await keepChat(deps, id);
  const { status, content } = getMessage(deps, replyId);
  assert.equal(status, "stopped");
  assert.match(content, /^word0/);
});
