import assert from "node:assert/strict";
import { regenerateReply } from "@/lib/chat/again.ts";
import { isOnCurrentBranch } from "@/lib/chat/branches.ts";
import { selectVariant } from "@/lib/chat/messages.ts";
import { getSession } from "@/lib/chat/sessions.ts";
import { getMessageRow, listMessages } from "@/lib/chat/transcript.ts";
import { openWindow } from "@/lib/chat/window.ts";
import { ask, hear } from "@/tests/helpers/chat.ts";
import { testDeps } from "@/tests/helpers/deps.ts";

/** Six turns, then another answer to the second question with two more turns after it. */
async function branched() {
  const test = await testDeps({ guide: { answer: () => "Yes." } });
  const { message: first } = await ask(test.deps, "Question 0");
  const sessionId = first.session_id;
  const replies = [first.id];
  for (let turn = 1; turn < 6; turn++) {
    replies.push((await ask(test.deps, `Question ${turn}`, { session_id: sessionId })).message.id);
  }
  const { message } = await hear(
    test.deps,
    await regenerateReply(test.deps, replies[1]!, { background: true }),
  );
  const other = [message.id];
  for (let turn = 0; turn < 2; turn++) {
    other.push((await ask(test.deps, `Other ${turn}`, { session_id: sessionId })).message.id);
  }
  return { ...test, sessionId, replies, other };
}

Deno.test("openWindow() shows a message of another branch on that branch, and leaves the current one as it is", async () => {
  const { deps, close, sessionId, replies, other } = await branched();
  const open = (place: Parameters<typeof openWindow>[1]["place"]) =>
    openWindow(deps, { sessionId, place, limit: 6 });
  const head = getSession(deps, sessionId);
  const texts = (items: { content: string }[]) =>
    items.map(({ content }) => content).filter((text) => text !== "Yes.");

  const at = open({ is: "at", id: replies[4]! });
  assert.deepEqual(texts(at.items), ["Question 3", "Question 4", "Question 5"].slice(0, 3));
  assert.equal(at.isOther, true);
  const older = open({ is: "before", id: at.olderBefore! });
  assert.deepEqual(texts(older.items).at(-1), "Question 2");
  const early = open({ is: "at", id: replies[1]! });
  assert.ok(early.items.some(({ id }) => id === replies[1]));
  const next = open({ is: "after", id: early.newerAfter! });
  assert.deepEqual([next.isOther, texts(next.items)[0]], [true, "Question 3"]);

  assert.equal(open({ is: "at", id: other[0]! }).isOther, false);
  assert.equal(open({ is: "at", id: crypto.randomUUID() }).isOther, false);
  assert.deepEqual(getSession(deps, sessionId), head);
  await close();
});

Deno.test("selectVariant() goes through the message, down to where that branch was left, and back", async () => {
  const { deps, close, sessionId, replies, other } = await branched();
  const current = () => listMessages(deps, { sessionId, limit: 200 }).items.map(({ id }) => id);
  const before = current();
  assert.equal(before.at(-1), other.at(-1));
  selectVariant(deps, replies[1]!);
  assert.equal(current().at(-1), replies.at(-1));
  assert.equal(getSession(deps, sessionId).message_count, 12);
  const isOn = (id: string) => isOnCurrentBranch(deps.db, getMessageRow(deps.db, id));
  assert.deepEqual([isOn(replies[0]!), isOn(replies[5]!), isOn(other[0]!), isOn(other[2]!)], [
    true,
    true,
    false,
    false,
  ]);
  selectVariant(deps, other[1]!);
  assert.deepEqual(current(), before);
  await close();
});
