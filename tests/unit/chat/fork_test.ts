import assert from "node:assert/strict";
import { regenerateReply } from "@/lib/chat/again.ts";
import { forkSession } from "@/lib/chat/fork.ts";
import { getSession, updateSession } from "@/lib/chat/sessions.ts";
import { findMessage, listMessages } from "@/lib/chat/transcript.ts";
import type { Deps } from "@/lib/deps.ts";
import { NotFoundError } from "@/lib/errors.ts";
import { searchMessages } from "@/lib/search/search.ts";
import { ask, hear } from "@/tests/helpers/chat.ts";
import { testDeps } from "@/tests/helpers/deps.ts";

const answering = { guide: { answer: () => ["Two", " words"] } };

function read(deps: Deps, sessionId: string) {
  return listMessages(deps, { sessionId, limit: 50 }).items;
}

Deno.test("forkSession() copies the branch up to the message, with figures, and leaves the chat as it was", async () => {
  await using test = await testDeps(answering);
  const { deps } = test;
  const first = (await ask(deps, "Quagga?")).message;
  await ask(deps, "More", { session_id: first.session_id });
  updateSession(deps, first.session_id, { title: "Animals", pinned: true });
  const before = read(deps, first.session_id);

  const forked = findMessage(deps, await forkSession(deps, first.id))!;
  assert.notEqual(forked.session_id, first.session_id);
  const session = getSession(deps, forked.session_id);
  assert.deepEqual([session.title, session.pinned, session.message_count], ["Animals (fork)", false, 2]);
  assert.equal(session.token_count, forked.metrics!.completion_tokens);
  const copies = read(deps, forked.session_id);
  assert.deepEqual(copies.map(({ role, content }) => [role, content]), [
    ["user", "Quagga?"],
    ["assistant", "Two words"],
  ]);
  assert.equal(copies[1]!.parent_id, copies[0]!.id);
  assert.deepEqual(copies[1]!.metrics, first.metrics);
  assert.deepEqual(read(deps, first.session_id), before);
});

Deno.test("forkSession() of a variant takes its own branch, and the fork can be gone on with and found", async () => {
  await using test = await testDeps(answering);
  const { deps } = test;
  const first = (await ask(deps, "Quagga?")).message;
  await hear(deps, await regenerateReply(deps, first.id, { background: true }));
  const forked = findMessage(deps, await forkSession(deps, first.id))!;
  assert.deepEqual(forked.variant, { index: 0, count: 1 });
  await ask(deps, "And then?", { session_id: forked.session_id });
  assert.equal(read(deps, forked.session_id).length, 4);
  const { items } = await searchMessages(deps, {
    q: "quagga",
    limit: 20,
    cursor: "",
    session_id: forked.session_id,
  });
  assert.equal(items.length, 1);
});

Deno.test("forkSession() of an unknown message is a NotFoundError", async () => {
  await using test = await testDeps();
  await assert.rejects(forkSession(test.deps, "0190a000-0000-7000-8000-000000000001"), NotFoundError);
});
