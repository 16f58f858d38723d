import assert from "node:assert/strict";
import { continueReply, regenerateReply } from "@/lib/chat/again.ts";
import { deleteMessage, editMessage, selectVariant, stopReply } from "@/lib/chat/messages.ts";
import { createSession, deleteSession, getSession, listSessions, saveDraft } from "@/lib/chat/sessions.ts";
import { startTurn } from "@/lib/chat/start_turn.ts";
import { getSessionMetrics, listMessages } from "@/lib/chat/transcript.ts";
import { watchReply } from "@/lib/chat/watch.ts";
import type { Deps } from "@/lib/deps.ts";
import { AppError } from "@/lib/errors.ts";
import { conformanceModels } from "@/tests/fakes/conformance_models.ts";
import { delay, silenceAfter } from "@/lib/guide/faults.ts";
import type { NumberedEvent } from "@/lib/shared/chat.ts";
import { ask, hear, hearUntil } from "@/tests/helpers/chat.ts";
import { testDeps } from "@/tests/helpers/deps.ts";

const hasCode = (code: string) => (error: unknown) => error instanceof AppError && error.code === code;
const branch = (deps: Deps, sessionId: string) => listMessages(deps, { sessionId, limit: 50 }).items;
const statuses = (deps: Deps, sessionId: string) => branch(deps, sessionId).map(({ status }) => status);
/** Not one word again and again: Ollama cuts that off. */
const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`).join(" ");
const slow = { answer: () => words(2000), speed: 500 };

Deno.test("startTurn() stores question and reply, streams numbered events, and closes with the stored message", async () => {
  await using test = await testDeps({ guide: { answer: () => "Hello **there**, naïve 😀." } });
  const { events, text, message } = await ask(test.deps, "Hi\nthere");
  assert.deepEqual(events.map(({ id }) => id), events.map((_, index) => index + 1));
  assert.equal(events[0]!.event, "start");
  assert.deepEqual(events[1]!.data, { phase: "queued", expected_ms: null });
  assert.equal(events.at(-1)!.event, "done");
  assert.equal(text, "Hello **there**, naïve 😀.");
  assert.equal(message.content, text);
  assert.deepEqual((events.at(-1)!.data as { message: unknown }).message, message);
  assert.equal(message.status, "complete");
  assert.equal(message.metrics!.done_reason, "stop");
  assert.ok(message.metrics!.completion_tokens! > 0 && message.metrics!.time_to_first_token_ms! >= 0);
  const [session] = listSessions(test.deps, { limit: 10, cursor: "", q: "" }).items;
  assert.equal(session!.title, "Hi");
  assert.equal(session!.title_source, "fallback");
  assert.equal(session!.message_count, 2);
  assert.equal(session!.token_count, message.metrics!.completion_tokens);
  assert.equal(session!.generating, null);
  assert.equal(test.deps.db.all("select * from reply_pieces").length, 0);
});

Deno.test("the same message_id is the same reply: stored once, asked of Ollama once", async () => {
  await using test = await testDeps({ guide: { answer: () => "once" } });
  const message_id = crypto.randomUUID();
  const request = { content: "Hi", background: true, message_id };
  const ids = await Promise.all(Array.from({ length: 50 }, () => startTurn(test.deps, request)));
  assert.deepEqual(new Set(ids), new Set([message_id]));
  await hear(test.deps, message_id);
  assert.equal((await ask(test.deps, "another text", { message_id })).text, "once");
  assert.equal(test.deps.db.all("select * from messages").length, 2);
  assert.equal(test.guide.requests.filter(({ path }) => path === "/api/chat").length, 1);
  const question = branch(
    test.deps,
    listSessions(test.deps, { limit: 1, cursor: "", q: "" }).items[0]!.id,
  )[0]!;
  await assert.rejects(startTurn(test.deps, { ...request, message_id: question.id }), hasCode("conflict"));
});

Deno.test("a session has at most one running reply, also when two ask at once", async () => {
  await using test = await testDeps({ guide: slow });
  const { id } = createSession(test.deps, {});
  const both = await Promise.allSettled(
    [1, 2].map(() => startTurn(test.deps, { session_id: id, content: "x" })),
  );
  assert.deepEqual(both.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  const refused = both.find((result) => result.status === "rejected")!;
  assert.ok(hasCode("conflict")(refused.reason));
  assert.equal(branch(test.deps, id).length, 2);
});

Deno.test("stopReply() keeps the text so far, is idempotent, and Ollama sees the connection close", async () => {
  await using test = await testDeps({ guide: slow });
  const id = await startTurn(test.deps, { content: "x", background: true });
  await hearUntil(test.deps, id, "token");
  const request = test.guide.requests.find(({ path }) => path === "/api/chat")!;
  const began = performance.now();
  const stopped = await stopReply(test.deps, id);
  assert.equal(await request.ended, "gone");
  assert.ok(performance.now() - began < 2000, "by itself it ends after four seconds");
  assert.equal(stopped.status, "stopped");
  assert.ok(stopped.content.startsWith("word"));
  assert.deepEqual(await stopReply(test.deps, id), stopped);
  assert.equal((await hear(test.deps, id)).text, stopped.content);
});

Deno.test("stopReply() works while the model is still being loaded", async () => {
  await using test = await testDeps({ guide: { loadMs: 60_000 } });
  const id = await startTurn(test.deps, { content: "x", background: true });
  await test.guide.nextRequest("/api/chat");
  const stopped = await stopReply(test.deps, id);
  assert.deepEqual([stopped.status, stopped.content, stopped.error], ["stopped", "", null]);
});

Deno.test("a foreground reply stops when its reader leaves, a background one runs to its end", async () => {
  await using test = await testDeps({ guide: { answer: () => words(50) } });
  test.guide.script(silenceAfter(3), { path: "/api/chat" });
  const foreground = await startTurn(test.deps, { content: "x" });
  await hearUntil(test.deps, foreground, "token"); // leaves the loop, and with it the reply
  const background = await startTurn(test.deps, { content: "y", background: true });
  await hearUntil(test.deps, background, "token");
  assert.equal((await hear(test.deps, foreground)).message.status, "stopped");
  assert.equal((await hear(test.deps, background)).message.status, "complete");
});

Deno.test("a reply that ended while nobody read it is unread until its messages are fetched", async () => {
  await using test = await testDeps({ guide: { answer: () => "a b c" } });
  const id = await startTurn(test.deps, { content: "x", background: true });
  await test.guide.idle();
  await test.deps.live.stop(id);
  const session_id = listSessions(test.deps, { limit: 1, cursor: "", q: "" }).items[0]!.id;
  assert.equal(getSession(test.deps, session_id).unread, true);
  branch(test.deps, session_id);
  assert.equal(getSession(test.deps, session_id).unread, false);
});

Deno.test("regenerateReply() makes a variant in the former one's place; selectVariant() brings it back", async () => {
  let count = 0;
  await using test = await testDeps({ guide: { answer: () => `answer ${++count}` } });
  const first = (await ask(test.deps, "x")).message;
  await ask(test.deps, "y", { session_id: first.session_id });
  const second =
    (await hear(test.deps, await regenerateReply(test.deps, first.id, { background: true }))).message;
  assert.equal(second.content, "answer 3");
  assert.deepEqual(second.variant, { index: 1, count: 2 });
  assert.deepEqual(branch(test.deps, first.session_id).map(({ id }) => id), [first.parent_id, second.id]);
  assert.equal(getSession(test.deps, first.session_id).message_count, 2);
  selectVariant(test.deps, first.id);
  assert.equal(branch(test.deps, first.session_id).length, 4);
  assert.equal(getSession(test.deps, first.session_id).message_count, 4);
});

Deno.test("a regeneration that fails is a variant but not the current one", async () => {
  await using test = await testDeps({ guide: { answer: () => "good" } });
  const good = (await ask(test.deps, "x")).message;
  test.guide.script((await import("@/lib/guide/faults.ts")).status(500), { path: "/api/chat" });
  const bad =
    (await hear(test.deps, await regenerateReply(test.deps, good.id, { background: true }))).message;
  assert.deepEqual([bad.status, bad.error!.code], ["failed", "ollama_rejected"]);
  assert.deepEqual(branch(test.deps, good.session_id).map(({ id }) => id), [good.parent_id, good.id]);
  assert.deepEqual(branch(test.deps, good.session_id)[1]!.variant, { index: 0, count: 2 });
});

Deno.test("many who regenerate one reply at once stop each other's, and the last one is written", async () => {
  await using test = await testDeps({ guide: slow });
  const { message } = await ask(test.deps, "x", { options: { max_tokens: 3 } });
  const gate = Promise.withResolvers<void>();
  test.guide.script(delay(gate.promise), { path: "/api/chat", times: 5 });
  const ids = await Promise.all(
    Array.from(
      { length: 5 },
      () => regenerateReply(test.deps, message.id, { background: true, options: { max_tokens: 3 } }),
    ),
  );
  gate.resolve();
  const heard = await Promise.all(ids.map((id) => hear(test.deps, id)));
  assert.deepEqual(heard.map(({ message }) => message.status), [...Array(4).fill("stopped"), "complete"]);
  const last = branch(test.deps, message.session_id)[1]!;
  assert.deepEqual([last.id, last.variant], [ids[4], { index: 5, count: 6 }]);
});

Deno.test("continueReply() goes on in place: the first token holds the text so far, figures add up", async () => {
  let count = 0;
  const answers = ["one two three four", " five six"];
  await using test = await testDeps({ guide: { answer: () => answers[count++]! } });
  const cut = (await ask(test.deps, "x", { options: { max_tokens: 2 } })).message;
  assert.equal(cut.metrics!.done_reason, "length");
  const { events, message } = await hear(
    test.deps,
    await continueReply(test.deps, cut.id, { background: true }),
  );
  assert.deepEqual(events.find(({ event }) => event === "token")!.data, { text: cut.content });
  assert.equal(message.id, cut.id);
  assert.equal(message.content, cut.content + " five six");
  assert.ok(message.metrics!.completion_tokens! > cut.metrics!.completion_tokens!);
  assert.equal(message.metrics!.time_to_first_token_ms, cut.metrics!.time_to_first_token_ms);
  const sent = test.guide.requests.filter(({ path }) => path === "/api/chat").at(-1)!.body as {
    messages: { role: string; content: string }[];
  };
  assert.deepEqual(sent.messages.at(-1), { role: "assistant", content: cut.content });
  await assert.rejects(continueReply(test.deps, message.id, {}), hasCode("conflict"));
});

Deno.test("editMessage() makes a sibling of a question and rewrites a reply in place", async () => {
  await using test = await testDeps({ guide: { answer: () => "ok" } });
  const { message: reply } = await ask(test.deps, "first");
  const edited = await editMessage(test.deps, reply.parent_id!, { content: "second" });
  assert.equal(edited.isNew, true);
  assert.deepEqual(edited.message.variant, { index: 1, count: 2 });
  assert.deepEqual(branch(test.deps, reply.session_id).map(({ content }) => content), ["second"]);
  const answer = await hear(
    test.deps,
    await regenerateReply(test.deps, edited.message.id, { background: true }),
  );
  assert.equal(answer.message.parent_id, edited.message.id);
  const rewritten = await editMessage(test.deps, answer.message.id, { content: "better" });
  assert.deepEqual([rewritten.isNew, rewritten.message.content], [false, "better"]);
  selectVariant(test.deps, reply.parent_id!);
  assert.deepEqual(branch(test.deps, reply.session_id).map(({ content }) => content), ["first", "ok"]);
});

Deno.test("deleteMessage() takes what follows with it, stops what runs, and shows a sibling if there is one", async () => {
  await using test = await testDeps({ guide: slow });
  const id = await startTurn(test.deps, { content: "x", background: true });
  await hearUntil(test.deps, id, "token");
  const session = listSessions(test.deps, { limit: 1, cursor: "", q: "" }).items[0]!;
  const question = branch(test.deps, session.id)[0]!;
  await deleteMessage(test.deps, question.id);
  assert.deepEqual(branch(test.deps, session.id), []);
  assert.equal(test.deps.live.active, 0);
  assert.equal(getSession(test.deps, session.id).message_count, 0);
});

Deno.test("deleteMessage() and deleteSession() take a chat of 3,000 messages in one go", async () => {
  await using test = await testDeps({ guide: { answer: () => "ok" } });
  const { session_id, id: first } = (await ask(test.deps, "x")).message;
  let parent = first;
  test.deps.db.transaction(() => {
    for (let index = 0; index < 3000; index++) {
      const id = test.deps.newId();
      test.deps.db.run(
        `insert into messages (id, session_id, parent_id, role, content, status, created_at, updated_at)
         values (?, ?, ?, 'user', 'x', 'complete', 1, 1)`,
        ...[id, session_id, parent],
      );
      parent = id;
    }
  });
  selectVariant(test.deps, parent);
  assert.equal(getSession(test.deps, session_id).message_count, 3002);
  await deleteMessage(test.deps, first);
  assert.equal(getSession(test.deps, session_id).message_count, 1);
  await deleteSession(test.deps, session_id);
  assert.equal(test.deps.db.all("select * from messages").length, 0);
});

Deno.test("a missing model and an unreachable Ollama store the question with a failed reply, then throw", async () => {
  await using test = await testDeps();
  const message_id = crypto.randomUUID();
  const request = { content: "keep me", model: "nosuch", message_id };
  await assert.rejects(startTurn(test.deps, request), hasCode("model_not_found"));
  const { events, message } = await hear(test.deps, message_id);
  assert.deepEqual(events.map(({ event }) => event), ["start", "error"]);
  assert.deepEqual([message.status, message.error!.code], ["failed", "model_not_found"]);
  await test.guide.close();
  const again = { content: "me too", session_id: message.session_id };
  await assert.rejects(startTurn(test.deps, again), hasCode("ollama_unreachable"));
  assert.deepEqual(statuses(test.deps, message.session_id), ["complete", "failed", "complete", "failed"]);
});

Deno.test("thinking is streamed and stored apart, and its phase comes first", async () => {
  await using test = await testDeps({ guide: { models: conformanceModels } });
  const { events, thinking, text, message } = await ask(test.deps, "2+2?", { model: "tiny-think" });
  assert.equal(thinking, "First let me ponder");
  assert.equal(text, "The answer is four.");
  assert.deepEqual([message.thinking, message.content], [thinking, text]);
  const phases = events.filter(({ event }) => event === "phase").map(({ data }) =>
    (data as { phase: string }).phase
  );
  assert.deepEqual(phases.slice(-2), ["thinking", "writing"]);
});

Deno.test("continueReply() tells the thoughts so far before it goes on with them", async () => {
  await using test = await testDeps({ guide: { models: conformanceModels } });
  test.guide.script(silenceAfter(2), { path: "/api/chat" });
  const id = await startTurn(test.deps, { content: "2+2?", model: "tiny-think", background: true });
  await hearUntil(test.deps, id, "thinking");
  const cut = await stopReply(test.deps, id);
  const { events, thinking, message } = await hear(test.deps, await continueReply(test.deps, id, {}));
  assert.deepEqual(events[1]!.data, { text: cut.thinking });
  assert.equal(thinking, message.thinking);
  assert.ok(message.thinking!.length > cut.thinking!.length && message.content !== "");
});

Deno.test("tool calls of a reply are kept", async () => {
  await using test = await testDeps({ guide: { models: conformanceModels } });
  const { message } = await ask(test.deps, "weather?", { model: "tiny-tool" });
  const row = test.deps.db.get<{ tool_calls: string }>(
    "select tool_calls from messages where id = ?",
    message.id,
  )!;
  if (row.tool_calls !== null) assert.match(row.tool_calls, /get_weather/);
  assert.equal(message.status, "complete");
});

Deno.test("a late reader gets everything, also when events are no longer kept", async () => {
  await using test = await testDeps({ guide: { answer: () => "a b c d e f g h" }, env: { sseBuffer: 5 } });
  const { message } = await ask(test.deps, "x");
  const late = await hear(test.deps, message.id);
  assert.equal(late.events[0]!.event, "start");
  assert.equal(late.text, message.content);
  const lastId = late.events.at(-1)!.id;
  assert.equal(watchReply(test.deps, message.id, lastId), undefined);
  const rest = (await Array.fromAsync(watchReply(test.deps, message.id, lastId - 1)!))
    .flat() as NumberedEvent[];
  assert.deepEqual(rest.map(({ event }) => event), ["done"]);
});

Deno.test("sending clears the draft, and the system prompt and options go to Ollama from the nearest layer", async () => {
  await using test = await testDeps({ guide: { answer: () => "ok" } });
  await test.deps.settings.patch({ system_prompt: "global", options: { temperature: 0.1, seed: 7 } });
  const { id } = createSession(test.deps, { options: { temperature: 0.2 }, system_prompt: "session" });
  saveDraft(test.deps, id, "half a thought");
  await ask(test.deps, "x", { session_id: id, options: { context_window: 2048, max_tokens: 9 } });
  assert.equal(getSession(test.deps, id).draft, "");
  const body = test.guide.requests.find(({ path }) => path === "/api/chat")!.body as Record<string, unknown>;
  assert.deepEqual(body.options, { temperature: 0.2, seed: 7, num_ctx: 2048, num_predict: 9 });
  assert.deepEqual(body.messages, [{ role: "system", content: "session" }, { role: "user", content: "x" }]);
});

Deno.test("getSessionMetrics() sums up the replies of a session", async () => {
  await using test = await testDeps({ guide: { answer: () => "one two three" } });
  const { message } = await ask(test.deps, "x");
  const second = (await ask(test.deps, "y", { session_id: message.session_id })).message;
  const { totals, items } = getSessionMetrics(test.deps, message.session_id);
  assert.deepEqual(items.map(({ message_id }) => message_id), [message.id, second.id]);
  assert.equal(
    totals.completion_tokens,
    message.metrics!.completion_tokens! + second.metrics!.completion_tokens!,
  );
});

Deno.test("a reply that is over before Ollama told what is loaded has its context window all the same", async () => {
  await using test = await testDeps({ guide: { answer: () => "ok", contextLength: 4096 } });
  const ended = test.guide.nextRequest("/api/chat").then((request) => request.ended);
  const isAsked = () => test.guide.requests.some(({ path }) => path === "/api/chat");
  test.guide.script(delay(ended), { path: "/api/ps", when: isAsked, times: 100 });
  assert.equal((await ask(test.deps, "x")).message.metrics?.context_window, 4096);
});
