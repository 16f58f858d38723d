import assert from "node:assert/strict";
import { delay, refuse, status } from "@/lib/guide/faults.ts";
import { type TestApp, testApp } from "@/tests/helpers/app.ts";
import { type TestDeps, testDeps, type TestDepsOptions } from "@/tests/helpers/deps.ts";
import { readAllSse, readSse } from "@/tests/helpers/sse.ts";

async function withApp(
  options: TestDepsOptions,
  work: (app: TestApp, test: TestDeps) => Promise<void>,
): Promise<void> {
  await using test = await testDeps(options);
  await work(await testApp(test.deps), test);
}

const guide = { answer: () => "Hello there, reader." };
const words = Array.from({ length: 3000 }, (_, index) => `word${index}`).join(" ");
const unknownId = "01234567-89ab-7cde-8f01-23456789abcd";

async function code(response: Response, expected: number): Promise<string> {
  const text = await response.text();
  assert.equal(response.status, expected, text);
  return JSON.parse(text).error.code;
}

Deno.test("POST /api/chat streams start, phases, tokens and done", () =>
  withApp({ guide }, async (app) => {
    const response = await app.send("POST", "/api/chat", { content: "Hi" });
    assert.equal(response.headers.get("content-type"), "text/event-stream");
    assert.equal(response.headers.get("cache-control"), "no-store");
    assert.equal(response.headers.get("x-accel-buffering"), "no");
    const events = await readAllSse(response);
    assert.deepEqual(events.map(({ id }) => id), events.map((_, index) => index + 1));
    assert.deepEqual([events[0]!.event, events.at(-1)!.event], ["start", "done"]);
    const text = events.filter(({ event }) => event === "token").map(({ data }) => data.text).join("");
    assert.equal(text, "Hello there, reader.");
    assert.equal(events.at(-1)!.data.message.content, text);
    const { message_id } = events[0]!.data;
    const again = await app.fetch(`/api/chat/${message_id}/stream?after=${events.at(-2)!.id}`);
    assert.deepEqual((await readAllSse(again)).map(({ event }) => event), ["done"]);
    const rest = await app.fetch(`/api/chat/${message_id}/stream`, { headers: { "last-event-id": "2" } });
    assert.equal((await readAllSse(rest))[0]!.id, 3);
    assert.equal((await app.fetch(`/api/chat/${message_id}/stream?after=${events.length}`)).status, 204);
  }));

Deno.test("the first bytes are a heartbeat, also while the model loads, and they go on", () =>
  withApp({ guide, env: { heartbeatMs: 20 } }, async (app, { guide }) => {
    guide.script(delay(10_000), { path: "/api/chat" });
    const response = await app.send("POST", "/api/chat", { content: "Hi" });
    let text = "";
    for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
      text += piece;
      if (text.split(": heartbeat\n\n").length > 3) break;
    }
    assert.ok(text.startsWith(": heartbeat\n\n"));
  }));

Deno.test("what can fail with a status fails before the stream", () =>
  withApp({ guide: { answer: () => words, speed: 300 } }, async (app) => {
    const post = (body: unknown) => app.send("POST", "/api/chat", body);
    assert.equal(await code(await post({}), 400), "invalid_input");
    assert.equal(await code(await post({ content: "  " }), 400), "invalid_input");
    assert.equal(await code(await post({ content: "x".repeat(1024 * 1024 + 1) }), 400), "invalid_input");
    assert.equal(
      await code(await post({ content: "x", images: ["data:image/png;base64,AA"] }), 400),
      "invalid_input",
    );
    assert.equal(await code(await post({ content: "x", session_id: "x" }), 400), "invalid_input");
    assert.equal(await code(await post({ content: "x", session_id: unknownId }), 404), "not_found");
    const nilId = "00000000-0000-0000-0000-000000000000";
    assert.equal(await code(await post({ content: "x", session_id: nilId }), 404), "not_found");
    assert.equal(await code(await post({ content: "x", parent_id: unknownId }), 400), "invalid_input");
    assert.equal(await code(await post({ content: "x", model: "nosuch" }), 404), "model_not_found");
    const { data } = (await readSse(await post({ content: "x", background: true })).next()).value!;
    assert.equal(await code(await post({ content: "y", session_id: data.session_id }), 409), "conflict");
    const stopped = await app.send("POST", `/api/chat/${data.message_id}/stop`);
    assert.equal((await stopped.json()).status, "stopped");
  }));

Deno.test("before setup chatting is 409 setup_required", () =>
  withApp({ guide, isSetUp: false }, async (app) => {
    assert.equal(await code(await app.send("POST", "/api/chat", { content: "x" }), 409), "setup_required");
    assert.equal(
      await code(await app.send("POST", `/api/messages/${unknownId}/regenerate`), 409),
      "setup_required",
    );
  }));

Deno.test("with Ollama away chatting is 503, and the question is kept with a failed reply", () =>
  withApp({ guide: null }, async (app) => {
    const message_id = crypto.randomUUID();
    const body = { content: "keep me", message_id, model: "guide" };
    assert.equal(await code(await app.send("POST", "/api/chat", body), 503), "ollama_unreachable");
    const events = await readAllSse(await app.fetch(`/api/chat/${message_id}/stream`));
    assert.deepEqual(events.map(({ event }) => event), ["start", "error"]);
    const { session_id } = events[0]!.data;
    const { items } = await (await app.fetch(`/api/sessions/${session_id}/messages`)).json();
    assert.deepEqual(items.map(({ content, status }: Record<string, string>) => [content, status]), [
      ["keep me", "complete"],
      ["", "failed"],
    ]);
  }));

Deno.test("a repeat of message_id is not looked at any further", () =>
  withApp({ guide }, async (app, { guide }) => {
    const message_id = crypto.randomUUID();
    await readAllSse(await app.send("POST", "/api/chat", { content: "x", message_id }));
    const again = await readAllSse(await app.send("POST", "/api/chat", { message_id, nonsense: true }));
    assert.equal(again.at(-1)!.event, "done");
    assert.equal(guide.requests.filter(({ path }) => path === "/api/chat").length, 1);
  }));

Deno.test("what Ollama's chat call answers comes as an error event", () =>
  withApp({ guide }, async (app, { guide }) => {
    guide.script(status(500, "out of memory"), { path: "/api/chat" });
    const events = await readAllSse(await app.send("POST", "/api/chat", { content: "x" }));
    const { data } = events.at(-1)!;
    assert.deepEqual([events.at(-1)!.event, data.code], ["error", "ollama_rejected"]);
    assert.match(data.message, /out of memory/);
    assert.equal(data.message_id, events[0]!.data.message_id);
  }));

Deno.test("regenerate and continue stream like chat", () =>
  withApp({ guide }, async (app) => {
    const first =
      (await readAllSse(await app.send("POST", "/api/chat", { content: "x", options: { max_tokens: 1 } })))
        .at(-1)!.data.message;
    const more = await readAllSse(await app.send("POST", `/api/messages/${first.id}/continue`));
    assert.equal(more.find(({ event }) => event === "token")!.data.text, first.content);
    const again = await readAllSse(await app.send("POST", `/api/messages/${first.id}/regenerate`, {}));
    assert.deepEqual(again.at(-1)!.data.message.variant, { index: 1, count: 2 });
    assert.equal(await code(await app.send("POST", `/api/messages/${unknownId}/continue`), 404), "not_found");
    assert.equal(
      await code(await app.send("POST", `/api/messages/${first.id}/regenerate`, { foo: 1 }), 400),
      "invalid_input",
    );
  }));

Deno.test("the stream takes an empty Last-Event-ID for none, and no query but after", () =>
  withApp({ guide }, async (app) => {
    const [start] = await readAllSse(await app.send("POST", "/api/chat", { content: "x" }));
    const path = `/api/chat/${start!.data.message_id}/stream`;
    const whole = await readAllSse(await app.fetch(path, { headers: { "last-event-id": "" } }));
    assert.equal(whole[0]!.id, 1);
    assert.equal(
      await code(await app.fetch(path, { headers: { "last-event-id": "x" } }), 400),
      "invalid_input",
    );
    for (const query of ["after=x", "after=-1", "after=1.5", "after=", "afer=1"]) {
      assert.equal(await code(await app.fetch(`${path}?${query}`), 400), "invalid_input", query);
    }
  }));

Deno.test("a deleted reply's stream is 404 at once, though its events are still kept", () =>
  withApp({ guide }, async (app) => {
    const [start] = await readAllSse(await app.send("POST", "/api/chat", { content: "x" }));
    const { message_id, session_id } = start!.data;
    await app.fetch(`/api/sessions/${session_id}`, { method: "DELETE" });
    for (const query of ["", "?after=2"]) {
      assert.equal(await code(await app.fetch(`/api/chat/${message_id}/stream${query}`), 404), "not_found");
    }
  }));

Deno.test("a regenerated reply that Ollama dropped before a word leaves the former one in its place", () =>
  withApp({ guide }, async (app, { guide }) => {
    const [start] = await readAllSse(await app.send("POST", "/api/chat", { content: "x" }));
    const { message_id, session_id } = start!.data;
    guide.script(refuse(), { path: "/api/chat" });
    const again = await readAllSse(await app.send("POST", `/api/messages/${message_id}/regenerate`));
    assert.equal(again.at(-1)!.data.code, "ollama_unreachable");
    const { items } = await (await app.fetch(`/api/sessions/${session_id}/messages`)).json();
    assert.deepEqual([items[1].id, items[1].variant], [message_id, { index: 0, count: 2 }]);
  }));

Deno.test("unknown replies are 404, and so are questions", () =>
  withApp({ guide }, async (app) => {
    const [start] = await readAllSse(await app.send("POST", "/api/chat", { content: "x" }));
    for (const id of ["x", unknownId, start!.data.user_message_id]) {
      assert.equal(await code(await app.fetch(`/api/chat/${id}/stream`), 404), "not_found");
      assert.equal(await code(await app.send("POST", `/api/chat/${id}/stop`), 404), "not_found");
    }
  }));
