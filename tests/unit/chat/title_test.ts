import assert from "node:assert/strict";
import { createSession, getSession, updateSession } from "@/lib/chat/sessions.ts";
import { startTurn } from "@/lib/chat/start_turn.ts";
import { titleSession } from "@/lib/chat/title.ts";
import type { Deps } from "@/lib/deps.ts";
import { delay, notJson } from "@/lib/guide/faults.ts";
import { ask, hear } from "@/tests/helpers/chat.ts";
import { testDeps } from "@/tests/helpers/deps.ts";

const answer = () => "A title of its own";

async function titled(deps: Deps, sessionId: string): Promise<void> {
  for await (const batch of deps.sessionEvents.watch()) {
    if (
      batch.some((e) => e.event === "session" && e.data.id === sessionId && e.data.title_source === "model")
    ) return;
  }
}

Deno.test("after the first reply the model is asked for a title, with the same options", async () => {
  await using test = await testDeps({ guide: { answer } });
  await test.deps.settings.patch({ title_generation: "after_reply", options: { context_window: 2048 } });
  const { id } = createSession(test.deps, {});
  const title = titled(test.deps, id);
  await ask(test.deps, "Why is the sky blue?", { session_id: id });
  await title;
  assert.equal(getSession(test.deps, id).title, "A title of its own");
  const body = test.guide.requests.find(({ path }) => path === "/api/generate")!.body as {
    model: string;
    options: Record<string, unknown>;
  };
  assert.equal(body.options.num_ctx, 2048);
  await ask(test.deps, "and now?", { session_id: id });
  assert.equal(test.guide.requests.filter(({ path }) => path === "/api/generate").length, 1);
});

Deno.test("a title under way is given up when the person goes on", async () => {
  await using test = await testDeps({ guide: { answer } });
  await test.deps.settings.patch({ title_generation: "after_reply" });
  test.guide.script(delay(60_000), { path: "/api/generate" });
  const { message } = await ask(test.deps, "x");
  const asked = await test.guide.nextRequest("/api/generate");
  const next = await startTurn(test.deps, { content: "y", session_id: message.session_id, background: true });
  assert.equal(await asked.ended, "gone");
  await hear(test.deps, next);
  assert.equal(getSession(test.deps, message.session_id).title_source, "fallback");
});

Deno.test("titleSession() never replaces a person's title, and falls back to the first line", async () => {
  await using test = await testDeps({ guide: { answer } });
  const { message } = await ask(test.deps, "First line\nsecond");
  const id = message.session_id;
  assert.deepEqual(await titleSession(test.deps, { sessionId: id }), {
    title: "A title of its own",
    source: "model",
  });
  updateSession(test.deps, id, { title: "Mine" });
  assert.deepEqual(await titleSession(test.deps, { sessionId: id }), { title: "Mine", source: "user" });
  const other = (await ask(test.deps, "Other line\nsecond")).message.session_id;
  test.guide.script(notJson(), { path: "/api/generate" });
  assert.equal((await titleSession(test.deps, { sessionId: other })).source, "fallback");
  await test.guide.close();
  assert.deepEqual(await titleSession(test.deps, { sessionId: other }), {
    title: "Other line",
    source: "fallback",
  });
});
