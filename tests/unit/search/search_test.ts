import assert from "node:assert/strict";
import { getLogger } from "@logtape/logtape";
import * as fc from "fast-check";
import { removeChat } from "@/lib/chat/whole_chats.ts";
import { updateMessage } from "@/lib/db/messages.ts";
import { startCatchingUp } from "@/lib/search/catch_up.ts";
import { indexBacklog, indexMessage } from "@/lib/search/index_messages.ts";
import { openChats } from "./chats.ts";

Deno.test("searchMessages() wants all words, takes them as prefixes, and leaves out what has a minus", async () => {
  using chats = openChats();
  chats.chat(["red apple", "green apples", "apple of the eye", "red pear"]);
  assert.deepEqual(
    new Set(await chats.found("APPLE")),
    new Set(["red apple", "green apples", "apple of the eye"]),
  );
  assert.deepEqual(await chats.found("app red"), ["red apple"]);
  assert.deepEqual(await chats.found("apple -red -apples"), ["apple of the eye"]);
  assert.deepEqual(await chats.found("-apple -apples"), ["red pear"]);
  assert.deepEqual(await chats.found('"apple of"'), ["apple of the eye"]);
  assert.deepEqual(await chats.found('"app of"'), []);
});

Deno.test("searchMessages() gives nothing for a query without words", async () => {
  using chats = openChats();
  chats.chat(["anything"]);
  for (const q of ["", " ", "-", '"', "***"]) {
    const page = await chats.search(q);
    assert.deepEqual([page.items, page.next_cursor], [[], null]);
    assert.equal(typeof page.took_ms, "number");
  }
});

Deno.test("searchMessages() takes any text for a query", async () => {
  using chats = openChats();
  chats.chat(["plain text"]);
  const pieces = fc.constantFrom(
    '"',
    "-",
    "*",
    "(",
    ")",
    "^",
    ":",
    "NEAR(",
    "AND",
    "NOT",
    "\0",
    "'",
    "a",
    "東",
    "\ud800",
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.string({ unit: "binary" }), fc.array(pieces).map((list) => list.join(""))),
      async (q) => void await chats.search(q),
    ),
    { numRuns: 300 },
  );
});

Deno.test("searchMessages() finds parts of unspaced scripts, and only those", async () => {
  using chats = openChats();
  chats.chat(["私は東京都庁へ行く", "京都の都", "서울특별시에서", "สวัสดีครับ"]);
  assert.deepEqual(await chats.found("東京都"), ["私は東京都庁へ行く"]);
  assert.deepEqual(new Set(await chats.found("京都")), new Set(["私は東京都庁へ行く", "京都の都"]));
  assert.deepEqual(await chats.found("都京"), []);
  assert.deepEqual(await chats.found("庁へ行く"), ["私は東京都庁へ行く"]);
  assert.deepEqual(await chats.found("특별시"), ["서울특별시에서"]);
  assert.deepEqual(await chats.found("สดี"), ["สวัสดีครับ"]);
  assert.deepEqual(await chats.found("都 -東京"), ["京都の都"]);
});

Deno.test("searchMessages() finds what holds a part, for any text of an unspaced script", async () => {
  const text = fc.array(fc.constantFrom("東", "京", "都", "の", "a", " "), { minLength: 1, maxLength: 12 })
    .map((list) => list.join(""));
  const part = fc.array(fc.constantFrom("東", "京", "都", "の"), { minLength: 1, maxLength: 4 })
    .map((list) => list.join(""));
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(text, { minLength: 1, maxLength: 8 }), part, async (texts, q) => {
      using chats = openChats();
      chats.chat(texts);
      const expected = texts.filter((text) => text.includes(q));
      assert.deepEqual(new Set(await chats.found(q)), new Set(expected));
    }),
    { numRuns: 40 },
  );
});

Deno.test("searchMessages() says where it found what, in which chat", async () => {
  using chats = openChats();
  const sessionId = chats.chat(["Où est l'Élève ?"], { title: "École", archived: true, role: "system" });
  const { items } = await chats.search("eleve");
  assert.equal(items.length, 1);
  const [{ score, message_id, ...hit }] = items as [typeof items[0] & object];
  assert.deepEqual(hit, {
    session_id: sessionId,
    session_title: "École",
    role: "system",
    snippet: "Où est l'Élève ?",
    ranges: [[9, 14]],
    created_at: "2023-11-14T22:13:20.000Z",
  });
  assert.match(message_id, /^[0-9a-f-]{36}$/);
  assert.equal(typeof score, "number");
  assert.deepEqual((await chats.search("ecole")).items, []);
});

Deno.test("searchMessages() ranks few matches by how much they are about the words", async () => {
  using chats = openChats();
  chats.chat([
    `${"filler ".repeat(50)} gold ${"filler ".repeat(50)}`,
    "gold gold gold",
    "other",
    ...Array(20).fill("noise"),
  ]);
  const { items } = await chats.search("gold");
  assert.deepEqual(items.map((item) => item.snippet.startsWith("gold")), [true, false]);
  assert.ok(items[0]!.score > items[1]!.score);
});

Deno.test("searchMessages() filters by session and by role", async () => {
  using chats = openChats();
  const first = chats.chat(["shared word"]);
  chats.chat(["shared word"], { role: "system" });
  assert.equal((await chats.search("shared")).items.length, 2);
  assert.deepEqual((await chats.search("shared", { session_id: first })).items.map((hit) => hit.session_id), [
    first,
  ]);
  assert.deepEqual((await chats.search("shared", { role: "system" })).items.map((hit) => hit.role), [
    "system",
  ]);
  assert.deepEqual((await chats.search("shared", { role: "tool" })).items, []);
  assert.deepEqual((await chats.search("shared", { session_id: chats.newId() })).items, []);
});

Deno.test("searchMessages() filters by the model that wrote a reply, whatever the case and tag of its name", async () => {
  using chats = openChats();
  chats.chat(["shared word, asked"]);
  chats.chat(["shared word, small"], { role: "assistant", model: "qwen3:8b" });
  chats.chat(["shared word, other"], { role: "assistant", model: "hf.co/A/Qwen3-8b:latest" });
  const found = async (model: string, more = {}) =>
    (await chats.search("shared", { model, ...more })).items.map((hit) => hit.snippet);
  assert.deepEqual(await found("QWEN3:8B"), ["shared word, small"]);
  assert.deepEqual(await found("hf.co/a/qwen3-8b"), ["shared word, other"]);
  assert.deepEqual(await found("qwen3"), []);
  assert.deepEqual(await found("qwen3:8b", { role: "user" }), []);
});

Deno.test("searchMessages() finds what was written in a period, both its ends included", async () => {
  using chats = openChats();
  const at = (text: string) => Date.parse(text);
  const times = [
    "1969-07-20T20:17:00.000Z",
    "1999-12-31T23:59:59.999Z",
    "2000-01-01T00:00:00.000Z",
    "2024-02-29T12:00:00.000Z",
    "2026-11-24T00:00:00.000Z",
    "2026-11-24T09:30:00.000Z",
    "2026-11-24T23:59:59.999Z",
    "2126-01-01T00:00:00.000Z",
  ];
  for (const time of times) chats.chat([`note of ${time}`], { at: at(time) });
  const found = async (from?: string, to?: string) =>
    (await chats.search("note", { ...(from && { from }), ...(to && { to }), limit: 100 })).items
      .map((hit) => hit.created_at).toSorted();
  assert.deepEqual(await found(), times);
  assert.deepEqual(await found("2026-11-24", "2026-11-24"), times.slice(4, 7));
  assert.deepEqual(await found("2026-11-24T09:30:00Z", "2026-11-24T23:59:59.998Z"), [times[5]]);
  assert.deepEqual(await found("2026-11-24T10:30:00+01:00"), times.slice(5));
  assert.deepEqual(await found(undefined, "1999-12-31"), times.slice(0, 2));
  assert.deepEqual(await found("2000-01-01", "2024-02-29"), times.slice(2, 4));
  assert.deepEqual(await found("2024-03-01", "2026-11-23"), []);
});

Deno.test("searchMessages() in a period finds those of all that are in it, for any period", async () => {
  using chats = openChats();
  const days = [0, 1, 30, 31, 59, 364, 365, 366, 700, 3650, 3653, 4000, 11_000, 20_000];
  for (const day of days) chats.chat([`note ${day}`], { at: day * 86_400_000 + 5000 });
  const moment = fc.integer({ min: -5, max: 20_010 }).map((day) => day * 86_400_000 + (day % 3) * 5000);
  await fc.assert(
    fc.asyncProperty(moment, moment, async (one, other) => {
      const [from, to] = one < other ? [one, other] : [other, one];
      const found = await chats.search("note", {
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        limit: 100,
      });
      const expected = days.filter((day) => day * 86_400_000 + 5000 >= from && day * 86_400_000 + 5000 <= to);
      assert.deepEqual(
        found.items.map((hit) => Number(hit.snippet.slice(5))).toSorted((a, b) => a - b),
        expected,
      );
    }),
    { numRuns: 200 },
  );
});

for (const [order, count] of [["few, ranked", 120], ["many, newest first", 700]] as const) {
  Deno.test(`searchMessages() gives each match once, page by page: ${order}`, async () => {
    using chats = openChats();
    chats.chat(
      Array.from({ length: count }, (_, index) => `match ${"match ".repeat(index % 5)}number${index}`),
    );
    const first = await chats.search("match", { limit: 100 });
    const seen = first.items.map((hit) => hit.message_id);
    const scores = first.items.map((hit) => hit.score);
    chats.chat(["match that came later"]);
    for (let cursor = first.next_cursor; cursor;) {
      const page = await chats.search("match", { limit: 33, cursor });
      seen.push(...page.items.map((hit) => hit.message_id));
      scores.push(...page.items.map((hit) => hit.score));
      cursor = page.next_cursor;
    }
    assert.equal(new Set(seen).size, count);
    assert.equal(seen.length, count);
    assert.equal(scores.every((score) => score === 0), count > 300);
    if (count > 300) assert.deepEqual(seen, seen.toSorted().reverse());
  });
}

Deno.test("searchMessages() refuses a cursor that it did not give out", async () => {
  using chats = openChats();
  await assert.rejects(chats.search("a", { cursor: "xyz" }), /cursor/);
});

Deno.test("the index follows a message that is changed, and a session that is deleted", async () => {
  using chats = openChats();
  const sessionId = chats.chat(["before", "stays"]);
  const { items } = await chats.search("before");
  chats.db.transaction(() => {
    updateMessage(chats.db, items[0]!.message_id, { content: "after" });
    indexMessage(chats.db, items[0]!.message_id);
  });
  assert.deepEqual([await chats.found("before"), await chats.found("after")], [[], ["after"]]);
  await removeChat(chats.db, sessionId);
  assert.deepEqual(await chats.found("stays"), []);
  assert.deepEqual(chats.db.all("select count(*) as left_over from search_0"), [{ left_over: 0 }]);
});

Deno.test("a change that is rolled back leaves the index as it was", async () => {
  using chats = openChats();
  assert.throws(() =>
    chats.db.transaction(() => {
      chats.chat(["never stored"]);
      throw new Error("no");
    }), /no/);
  assert.deepEqual(await chats.found("never"), []);
  chats.chat(["stored"]);
  assert.deepEqual(await chats.found("stored"), ["stored"]);
});

Deno.test("messages that were there before the index are found too", async () => {
  using chats = openChats();
  chats.chat(Array.from({ length: 1200 }, (_, index) => `old${index}`));
  chats.db.exec(
    "delete from search_0; insert into search_backlog (next_seq, last_seq, is_searchable) values (1, 1200, 0)",
  );
  chats.chat(["new"]);
  assert.deepEqual(await chats.found("old777"), ["old777"]);
  assert.deepEqual(await chats.found("new"), ["new"]);
  assert.equal(indexBacklog(chats.db), false);
});

Deno.test("startCatchingUp() indexes what was left undone, and writes nothing once it is stopped", async () => {
  using chats = openChats();
  chats.chat(Array.from({ length: 1200 }, (_, index) => `old${index}`));
  chats.db.exec(
    "delete from search_0; insert into search_backlog (next_seq, last_seq, is_searchable) values (1, 1200, 0)",
  );
  const deps = { db: chats.db, log: getLogger(["chat"]) };
  const stopped = startCatchingUp(deps, { afterMs: 60_000 });
  await stopped.stop();
  assert.deepEqual(chats.db.get("select next_seq from search_backlog"), { next_seq: 1 });
  await startCatchingUp(deps, { afterMs: 0, pauseMs: 0 }).ended;
  assert.deepEqual(chats.db.all("select * from search_backlog"), []);
  assert.deepEqual(await chats.found("old777"), ["old777"]);
});

Deno.test("filters find what was indexed before they were there, and other searches do not wait for it", async () => {
  using chats = openChats();
  chats.chat(["old reply"], { role: "assistant", model: "qwen3:8b" });
  chats.db.exec(`
    delete from search_0;
    insert into search_0 (rowid, text, scope) values (1, 'old reply', 'assistant');
    insert into search_backlog (next_seq, last_seq, is_searchable) values (1, 1, 1);
  `);
  assert.deepEqual(await chats.found("old"), ["old reply"]);
  assert.equal(chats.db.all("select 1 from search_backlog where next_seq = 1").length, 1);
  const { items } = await chats.search("old", { model: "qwen3:8b", from: "2023-11-14" });
  assert.deepEqual(items.map((hit) => hit.snippet), ["old reply"]);
  assert.equal(indexBacklog(chats.db), false);
  assert.deepEqual(await chats.found("old"), ["old reply"]);
});

Deno.test("a search over several parts of the index finds the old and the new, in order", async () => {
  using chats = openChats();
  chats.chat(["needle in the first part"]);
  chats.db.exec("update sqlite_sequence set seq = 40000 where name = 'messages'");
  chats.chat(["needle in the third part"]);
  chats.chat(Array.from({ length: 400 }, (_, index) => `needle ${index}`));
  assert.deepEqual(chats.db.all("select part from search_parts"), [{ part: 0 }, { part: 2 }]);
  assert.deepEqual(await chats.found("needle first"), ["needle in the first part"]);
  const all: string[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const page: Awaited<ReturnType<typeof chats.search>> = await chats.search("needle", {
      limit: 100,
      cursor,
    });
    all.push(...page.items.map((hit) => hit.snippet));
    cursor = page.next_cursor;
  }
  assert.equal(all.length, 402);
  assert.deepEqual(all.slice(-2), ["needle in the third part", "needle in the first part"]);
});

Deno.test("a rare word beside common ones finds what all of them together would", async () => {
  using chats = openChats();
  const contents = Array.from(
    { length: 1600 },
    (_, index) =>
      `${index % 3 ? "common" : "other"} ${index % 2 ? "and more" : "and less"} tag${index % 97} n${index}`,
  );
  const isReply = (text: string) => Number(text.slice(text.lastIndexOf("n") + 1)) % 5 === 0;
  const reply = { role: "assistant" as const, model: "a:1" };
  for (const content of contents) chats.chat([content], isReply(content) ? reply : {});
  const queries: [string, (text: string) => boolean][] = [
    ["common tag96", (text) => text.includes("tag96") && text.includes("common")],
    ["comm and tag41", (text) => text.includes("tag41") && text.includes("common")],
    [
      'tag41 "and more" com',
      (text) => text.includes("tag41") && text.includes("and more") && text.includes("common"),
    ],
    [
      "tag41 com -more",
      (text) => text.includes("tag41") && text.includes("common") && !text.includes("more"),
    ],
  ];
  for (const [q, isMeant] of queries) {
    const { items } = await chats.search(q, { limit: 100 });
    assert.deepEqual(
      items.map((hit) => hit.snippet).toSorted(),
      contents.filter(isMeant).toSorted().slice(0, 100),
      q,
    );
    for (
      const more of [{ model: "A:1" }, { role: "assistant" }, { model: "a:1", from: "2023-11-14T20:00:00Z" }]
    ) {
      const { items } = await chats.search(q, { limit: 100, ...more });
      assert.deepEqual(
        items.map((hit) => hit.snippet).toSorted(),
        contents.filter((text) => isMeant(text) && isReply(text)).toSorted().slice(0, 100),
        q,
      );
    }
  }
});
