import assert from "node:assert/strict";
import { removeChat, removeRemains, storeArrival } from "@/lib/chat/whole_chats.ts";
import type { Database } from "@/lib/db/database.ts";
import { openDatabase } from "@/lib/db/open_database.ts";
import { insertWholeMessage } from "@/lib/db/messages.ts";
import { insertSession, selectSession, selectSessions } from "@/lib/db/sessions.ts";
import { selectBacklog } from "@/lib/db/search_index.ts";
import { searchMessages } from "@/lib/search/search.ts";
import { SearchQuery } from "@/lib/shared/search.ts";
import { messageRow, sessionRow } from "@/tests/helpers/rows.ts";

const sessionId = "01900000-0000-7000-8000-000000000001";
const content = "needle in a haystack";

Deno.test("storeArrival() lets others write between its slices, who see nothing of the chat until it is whole", async () => {
  using db = open();
  const seen: unknown[] = [];
  let isDone = false;
  const arrival = arrive(db, 10_000).finally(() => isDone = true);
  while (!isDone) {
    db.transaction(() => insertSession(db, sessionRow({ id: crypto.randomUUID(), title: "Another" })));
    const isListed = selectSessions(db, { title: "Arriving", limit: 1 }).length > 0;
    if (!isListed) seen.push(selectSession(db, sessionId), ...(await found(db, "needle")));
    await new Promise((resolve) => setTimeout(resolve));
  }
  await arrival;
  assert.ok(seen.length > 3, `others had ${seen.length} turns`);
  assert.ok(seen.every((each) => each === undefined), "nothing was to be seen");
  assert.equal(selectSession(db, sessionId)!.title, "Arriving");
  assert.equal((await found(db, "needle")).length, 20);
  assert.equal(selectBacklog(db), undefined);
  assert.deepEqual(db.all("pragma foreign_key_check"), []);
  assert.deepEqual(db.get("pragma foreign_keys"), { foreign_keys: 1 });
});

Deno.test("storeArrival() leaves nothing when a message or the session cannot be stored", async () => {
  using db = open();
  const failing = {
    storeMessage: (index: number) => {
      if (index === 1500) throw new Error("message 1500");
      return store(db, index);
    },
  };
  await assert.rejects(arrive(db, 3000, failing), /message 1500/);
  assert.deepEqual(counts(db), { sessions: 0, messages: 0, arrivals: 0 });
  const noSession = {
    storeSession: () => {
      throw new Error("no session");
    },
  };
  await assert.rejects(arrive(db, 3, noSession), /no session/);
  assert.deepEqual(counts(db), { sessions: 0, messages: 0, arrivals: 0 });
  await arrive(db, 3);
  assert.deepEqual(counts(db), { sessions: 1, messages: 3, arrivals: 0 });
});

Deno.test("removeRemains() removes what a crash left of a chat, and nothing else", async () => {
  const folder = await Deno.makeTempDir();
  const before = openDatabase(`${folder}/chatbot.db`);
  await arrive(before, 3);
  before.exec(`insert into arrivals values ('crashed'); pragma foreign_keys = off;`);
  insertWholeMessage(before, messageRow({ id: "a", session_id: "crashed", content }));
  insertWholeMessage(before, messageRow({ id: "b", session_id: "crashed", parent_id: "a", content }));
  before.close();
  const db = openDatabase(`${folder}/chatbot.db`);
  removeRemains(db);
  assert.deepEqual(counts(db), { sessions: 1, messages: 3, arrivals: 0 });
  removeRemains(db);
  db.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a chat that is whole but not indexed yet is found by the next search", async () => {
  using db = open();
  const arrival = arrive(db, 200);
  while (!selectSession(db, sessionId)) await new Promise((resolve) => setTimeout(resolve));
  assert.equal((await found(db, "needle")).length, 20);
  await arrival;
});

Deno.test("removeChat() takes the session at once, and the messages while others write", async () => {
  using db = open();
  await arrive(db, 3000);
  const removal = removeChat(db, sessionId);
  assert.equal(selectSession(db, sessionId), undefined);
  let slices = 0;
  for (let left = true; left; slices++) {
    db.transaction(() => insertSession(db, sessionRow({ id: crypto.randomUUID(), title: "Another" })));
    assert.deepEqual(await found(db, "needle"), []);
    await new Promise((resolve) => setTimeout(resolve));
    left = counts(db)!.arrivals > 0;
  }
  await removal;
  assert.ok(slices > 1, `others had ${slices} turns`);
  assert.equal(counts(db)!.messages, 0);
  assert.deepEqual(db.get("select v from search_0_config where k = 'automerge'"), { v: 4 });
  assert.deepEqual(db.all("select rowid from search_0('needle')"), []);
  assert.deepEqual(db.all("pragma foreign_key_check"), []);
});

function open(): Database & Disposable {
  const db = openDatabase(":memory:");
  return Object.assign(db, { [Symbol.dispose]: () => db.close() });
}

function store(db: Database, index: number): number {
  const parent_id = index === 0 ? null : `m${index - 1}`;
  return insertWholeMessage(db, messageRow({ id: `m${index}`, session_id: sessionId, parent_id, content }));
}

type Storing = Partial<Pick<Parameters<typeof storeArrival<number>>[1], "storeMessage" | "storeSession">>;

function arrive(db: Database, messages: number, storing: Storing = {}): Promise<void> {
  return storeArrival(db, {
    sessionId,
    messages: Array(messages).keys(),
    storeMessage: (index) => store(db, index),
    storeSession: () => insertSession(db, sessionRow({ id: sessionId, title: "Arriving" })),
    ...storing,
  }, { isDurable: false });
}

async function found(db: Database, q: string) {
  return (await searchMessages({ db }, SearchQuery.parse({ q }))).items;
}

function counts(db: Database) {
  return db.get<Record<"sessions" | "messages" | "arrivals", number>>(
    `select (select count(*) from sessions) as sessions, (select count(*) from messages) as messages,
       (select count(*) from arrivals) as arrivals`,
  );
}
