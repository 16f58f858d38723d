import assert from "node:assert/strict";
import type { PromptPlugin } from "@/lib/chat/plugins.ts";
import type { Guide } from "@/lib/guide/guide.ts";
import { ask } from "@/tests/helpers/chat.ts";
import { testDeps } from "@/tests/helpers/deps.ts";

interface Sent {
  messages: { role: string; content: string }[];
  options: Record<string, unknown>;
  think?: unknown;
  keep_alive?: unknown;
}

const bodies = (guide: Guide) =>
  guide.requests.filter(({ path }) => path === "/api/chat").map(({ body }) => body as Sent);

/** The messages as they travel, without the array's end: what a later turn must begin with. */
const prefix = (sent: Sent) => JSON.stringify(sent.messages).slice(0, -1);

Deno.test("the prompt of a turn begins with the very bytes of the turn before, also with plugins", async () => {
  let count = 0;
  const plugins: PromptPlugin[] = [
    { name: "rules", standing: () => Promise.resolve("Be brief.") },
    { name: "clock", around: () => Promise.resolve({ before: `It is ${++count} o'clock.` }) },
    { name: "quote", around: () => Promise.resolve({ before: "<quote>", after: "</quote>" }) },
  ];
  await using test = await testDeps({ guide: { answer: () => "ok" }, deps: { plugins } });
  await test.deps.settings.patch({ system_prompt: "You are kind." });
  const { message } = await ask(test.deps, "one");
  for (const content of ["two", "three"]) await ask(test.deps, content, { session_id: message.session_id });
  const sent = bodies(test.guide);
  assert.ok(prefix(sent[1]!).startsWith(prefix(sent[0]!)));
  assert.ok(prefix(sent[2]!).startsWith(prefix(sent[1]!)));
  assert.deepEqual(sent[0]!.messages, [
    { role: "system", content: "You are kind.\n\nBe brief." },
    { role: "user", content: "It is 1 o'clock.\n\n<quote>\n\none\n\n</quote>" },
  ]);
  assert.deepEqual(sent[2]!.messages.slice(2, 4), [
    { role: "assistant", content: "ok" },
    { role: "user", content: "It is 2 o'clock.\n\n<quote>\n\ntwo\n\n</quote>" },
  ]);
});

Deno.test("beyond the context window the oldest turns are left out whole, and the reply says so", async () => {
  await using test = await testDeps({ guide: { answer: () => "ok" } });
  const options = { context_window: 256 };
  const first = (await ask(test.deps, "turn 0 " + "a".repeat(300), { options })).message;
  assert.equal(first.metrics!.truncated, false);
  let last = first;
  for (let turn = 1; turn < 8; turn++) {
    last =
      (await ask(test.deps, `turn ${turn} ` + "a".repeat(300), { session_id: first.session_id, options }))
        .message;
  }
  assert.equal(last.metrics!.truncated, true);
  assert.equal(last.metrics!.context_window, 256);
  const { messages } = bodies(test.guide).at(-1)!;
  assert.equal(messages[0]!.role, "user");
  assert.match(messages.at(-1)!.content, /^turn 7 /);
  const prompt = test.deps.db.get<{ left_out: number; first_message_id: string }>(
    "select left_out, first_message_id from prompts where message_id = ?",
    last.id,
  )!;
  assert.equal(prompt.left_out, 15 - messages.length);
  assert.equal(prompt.left_out % 2, 0);
});

Deno.test("once something is left out, the beginning stays the same for some turns", async () => {
  await using test = await testDeps({ guide: { answer: () => "ok" } });
  const options = { context_window: 1024 };
  const { session_id } = (await ask(test.deps, "turn 0 " + "a".repeat(400), { options })).message;
  for (let turn = 1; turn < 24; turn++) {
    await ask(test.deps, `turn ${turn} ` + "a".repeat(400), { session_id, options });
  }
  const sent = bodies(test.guide);
  const breaks = sent.slice(1).filter((body, index) => !prefix(body).startsWith(prefix(sent[index]!))).length;
  assert.ok(breaks >= 1 && breaks <= 8, `${breaks} of 23 turns made Ollama read the chat anew`);
});

Deno.test("the last turn is sent in any case, and a failed reply without words is not sent", async () => {
  await using test = await testDeps({ guide: { answer: () => "ok" } });
  const { status } = await import("@/lib/guide/faults.ts");
  test.guide.script(status(500), { path: "/api/chat" });
  const { message } = await ask(test.deps, "fails", { options: { context_window: 256 } });
  await ask(test.deps, "b".repeat(4000), {
    session_id: message.session_id,
    options: { context_window: 256 },
  });
  assert.deepEqual(bodies(test.guide).at(-1)!.messages.map(({ role }) => role), ["user"]);
  await ask(test.deps, "short", { session_id: message.session_id });
  assert.deepEqual(bodies(test.guide).at(-1)!.messages.map(({ role }) => role), [
    "user",
    "user",
    "assistant",
    "user",
  ]);
});

Deno.test("a system prompt that is longer than the context window leaves the last turn in its place", async () => {
  await using test = await testDeps({ guide: { answer: () => "ok" } });
  await test.deps.settings.patch({ system_prompt: "x ".repeat(4000) });
  const options = { context_window: 256 };
  const first = (await ask(test.deps, "one", { options })).message;
  const second = (await ask(test.deps, "two", { options, session_id: first.session_id })).message;
  assert.deepEqual([first.status, second.status], ["complete", "complete"]);
  const { messages } = bodies(test.guide).at(-1)!;
  assert.deepEqual(messages.map(({ role, content }) => [role, content.slice(0, 3)]), [
    ["system", "x x"],
    ["user", "two"],
  ]);
});

Deno.test("think goes only to models that can, keep_alive as Ollama takes it", async () => {
  const { conformanceModels } = await import("@/tests/fakes/conformance_models.ts");
  await using test = await testDeps({ guide: { models: conformanceModels } });
  await test.deps.settings.patch({ keep_alive: "300" });
  await ask(test.deps, "x", { model: "tiny-chat", options: { think: true } });
  await ask(test.deps, "x", { model: "tiny-think", options: { think: false } });
  const [plain, thinking] = bodies(test.guide);
  assert.equal("think" in plain!, false);
  assert.equal(thinking!.think, false);
  assert.equal(plain!.keep_alive, 300);
});
