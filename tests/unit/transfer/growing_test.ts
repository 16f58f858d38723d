import assert from "node:assert/strict";
import { removeChat } from "@/lib/chat/whole_chats.ts";
import { openHome } from "./files.ts";

const sessionId = "01900000-0000-7000-8000-000000000001";
const time = "2024-01-02T03:04:05.678Z";
const times = { created_at: time, updated_at: time };
const toId = (index: number) => `01900000-0000-7000-8000-1${String(index).padStart(11, "0")}`;

function chatOf(length: number) {
  return {
    format: "chat-webui",
    version: 1,
    session: { id: sessionId, title: "Mine", head_id: toId(length - 1), ...times },
    messages: Array.from({ length }, (_, index) => ({
      id: toId(index),
      parent_id: index === 0 ? null : toId(index - 1),
      role: "user",
      content: "words",
      ...times,
    })),
  };
}

Deno.test("a chat that has grown by very many messages holds nobody up, and has them all at once", async () => {
  await using home = await openHome();
  await home.import(chatOf(2));
  const look = () =>
    JSON.stringify(home.db.get(
      `select message_count as length, (select count(*) from messages where session_id = s.id) as messages,
         (select count(*) from messages where parent_id = ?) as children
       from sessions s`,
      toId(1),
    ));
  const states = new Set<string>();
  let [isDone, turns] = [false, 0];
  const growing = home.import(chatOf(6000)).finally(() => isDone = true);
  for (; !isDone; turns++) {
    states.add(look());
    await new Promise((resolve) => setTimeout(resolve));
  }
  states.add(look());
  assert.deepEqual(await growing, { imported: 1, skipped: 0, failed: [] });
  assert.ok(turns > 10, `others had ${turns} turns`);
  assert.deepEqual([...states].map((state) => JSON.parse(state)), [
    { length: 2, messages: 2, children: 0 },
    { length: 6000, messages: 6000, children: 1 },
  ]);
  assert.deepEqual(home.db.all("pragma foreign_key_check"), []);
  assert.deepEqual(home.db.all("select * from arrivals"), []);
  assert.equal((await home.import(chatOf(6000))).skipped, 1);
});

Deno.test("a chat that is deleted while an import adds to it stays deleted", async () => {
  await using home = await openHome();
  await home.import(chatOf(2));
  const growing = home.import(chatOf(6000));
  while (!home.db.get("select 1 from arrivals")) await new Promise((resolve) => setTimeout(resolve));
  await removeChat(home.db, sessionId);
  const { imported, failed } = await growing;
  assert.equal(imported, 0);
  assert.match(failed[0]!.reason, /changed here at the same time/);
  assert.deepEqual(home.db.all("select id from messages union all select id from sessions"), []);
});
