import assert from "node:assert/strict";
import type { Deps } from "@/lib/deps.ts";
import { groups } from "@/lib/openapi/groups.ts";
import type { Answer, Operation } from "@/lib/openapi/operation.ts";
import { ErrorAnswer } from "@/lib/openapi/responses/state.ts";
import { SocketMessage } from "@/lib/openapi/responses/events.ts";
import { errorStatus } from "@/lib/shared/error.ts";
import { type TestApp, testApp } from "@/tests/helpers/app.ts";
import { ask } from "@/tests/helpers/chat.ts";
import { testDeps } from "@/tests/helpers/deps.ts";
import { readSse } from "@/tests/helpers/sse.ts";

const operations = groups.flatMap((group) => group.operations);

/** The longest that fits: `/api/models/pulls/{name}` before `/api/models/{name}`. */
function operationOf(method: string, path: string): Operation {
  const found = operations.filter((operation) => {
    const shape = operation.path.replace(/\{name\}/g, ".+").replace(/\{id\}/g, "[^/]+");
    return operation.method === method.toLowerCase() && new RegExp(`^${shape}$`).test(path);
  }).sort((a, b) => b.path.replace(/\{.*/, "").length - a.path.replace(/\{.*/, "").length);
  assert.ok(found[0], `${method} ${path} is not in the reference`);
  return found[0];
}

/** Sends it and holds the answer to what the reference says of that status. */
async function call(app: TestApp, method: string, path: string, body?: unknown, headers?: HeadersInit) {
  const operation = operationOf(method, path.replace(/\?.*/, ""));
  const response = await app.send(method, path, body, headers);
  const where = `${method} ${path} ${response.status}`;
  if (response.status >= 400 && response.status !== 503) return await refusal(response, operation, where);
  const type = response.headers.get("content-type") ?? "";
  const as = type.startsWith("text/event-stream") ? "events" : "json";
  const answer = operation.answers.find((one) =>
    one.status === response.status && (one.content?.as ?? as) === as
  );
  assert.ok(answer, `${where} is not in the reference`);
  for (const name of Object.keys(answer.headers ?? {})) {
    assert.ok(response.headers.has(name), `${where}: no ${name}`);
  }
  return await read(response, answer, where);
}

async function read(response: Response, answer: Answer, where: string) {
  const { content } = answer;
  if (!content) {
    assert.equal(await response.text(), "", where);
    return null;
  }
  assert.notEqual(content.as, "file");
  if (content.as === "file") return null;
  const value = content.as === "json" ? await response.json() : await Array.fromAsync(readSse(response));
  for (const one of content.as === "json" ? [value] : value) fits(content.schema, one, where);
  return value;
}

async function refusal(response: Response, operation: Operation, where: string) {
  const value = await response.json();
  fits(ErrorAnswer, value, where);
  const { code } = value.error as { code: keyof typeof errorStatus };
  assert.equal(errorStatus[code], response.status, where);
  assert.ok(operation.errors?.includes(code), `${where}: the reference does not name ${code}`);
  return value;
}

function fits(
  schema: { safeParse(value: unknown): { success: boolean; error?: unknown } },
  value: unknown,
  where: string,
) {
  const { success, error } = schema.safeParse(value);
  assert.ok(success, `${where}: ${error} in ${JSON.stringify(value)}`);
}

async function withApp(work: (app: TestApp, deps: Deps) => Promise<void>): Promise<void> {
  const dataDir = await Deno.makeTempDir({ prefix: "chat-webui-test-" });
  try {
    await using test = await testDeps({ guide: { answer: () => "a word or two" }, env: { dataDir } });
    await work(await testApp(test.deps), test.deps);
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
}

const unknownId = "01234567-89ab-7cde-8f01-23456789abcd";

Deno.test("answers about the server and its settings are as the reference says", () =>
  withApp(async (app, deps) => {
    await call(app, "GET", "/api/health");
    await deps.catalog.refresh();
    await deps.catalog.monitor.sample();
    await call(app, "GET", "/api/health");
    await call(app, "GET", "/api/version");
    await call(app, "GET", "/api/config");
    await call(app, "PATCH", "/api/config", { options: { temperature: 0.5, stop: ["x"] }, keep_alive: "5m" });
    await call(app, "PATCH", "/api/config", { tipo: 1 });
    await call(app, "PUT", "/api/config/theme", { theme: "light-quartz" });
    await call(app, "PUT", "/api/config/theme", { theme: "pink" });
    assert.equal((await call(app, "POST", "/api/config/test", {})).ok, true);
    const refused = { ollama_base_url: "http://127.0.0.1:1" };
    assert.equal((await call(app, "POST", "/api/config/test", refused)).ok, false);
    await call(app, "POST", "/api/logout");
    await call(app, "DELETE", "/api/config");
  }));

Deno.test("answers about chats and messages are as the reference says", () =>
  withApp(async (app, deps) => {
    const { id } = await call(app, "POST", "/api/sessions", { title: "One" });
    const path = `/api/sessions/${id}`;
    await call(app, "POST", "/api/sessions", { title: "" });
    await call(app, "GET", "/api/sessions?limit=1");
    await call(app, "GET", "/api/sessions?limit=0");
    await call(app, "GET", path);
    await call(app, "PATCH", path, { pinned: true, options: { seed: 1 } });
    await call(app, "PUT", `${path}/draft`, { content: "half" });
    const { message } = await ask(deps, "Hello there", { session_id: id });
    await call(app, "GET", `${path}/messages`);
    await call(app, "GET", `${path}/metrics`);
    const exported = await call(app, "GET", `${path}/export`);
    assert.equal((await call(app, "POST", "/api/import", exported)).skipped, 1);
    await call(app, "POST", "/api/import?dry_run=true", { ...exported, version: 99 });
    await call(app, "POST", "/api/import", { no: "chat" });
    await call(app, "GET", "/api/search?q=word");
    await call(app, "POST", "/api/title", { session_id: id });
    await call(app, "PATCH", `/api/messages/${message.id}`, { pinned: true });
    await call(app, "PATCH", `/api/messages/${message.parent_id}`, { content: "Hello again" });
    await call(app, "POST", `/api/messages/${message.id}/select`);
    await call(app, "GET", `/api/sessions/${unknownId}`);
    await call(app, "DELETE", `/api/messages/${message.id}`);
    await call(app, "DELETE", path);
  }));

Deno.test("replies stream as the reference says", () =>
  withApp(async (app) => {
    const events = await call(app, "POST", "/api/chat", { content: "Hello" });
    const { message } = events.at(-1).data;
    assert.deepEqual([events[0].event, message.content], ["start", "a word or two"]);
    await call(app, "GET", `/api/chat/${message.id}/stream?after=1`);
    await call(app, "GET", `/api/chat/${message.id}/stream?after=${events.length}`);
    await call(app, "POST", `/api/chat/${message.id}/stop`);
    await call(app, "POST", `/api/messages/${message.id}/regenerate`);
    await call(app, "POST", `/api/messages/${message.id}/continue`);
    await call(app, "POST", "/api/chat", { content: "Hello", model: "absent" });
    await call(app, "POST", "/api/chat", { content: "Hello", session_id: unknownId });
    await call(app, "POST", "/api/chat", { content: "" });
  }));

Deno.test("what the socket says fits SocketMessage", () =>
  withApp(async (app) => {
    const replies = await call(app, "POST", "/api/chat", { content: "Hello" });
    for (const { id, event, data } of replies) {
      fits(SocketMessage, { message_id: unknownId, id, event, data }, event);
    }
    const data = { code: "invalid_input", message: "…" };
    fits(SocketMessage, { message_id: null, id: null, event: "error", data }, "error");
    assert.equal(SocketMessage.safeParse({ message_id: null, id: 1, event: "error", data }).success, false);
  }));

Deno.test("answers about models are as the reference says", () =>
  withApp(async (app) => {
    const name = "guide:latest";
    await call(app, "GET", "/api/models");
    await call(app, "POST", "/api/models/show", { name });
    await call(app, "POST", "/api/models/show", { name: "absent" });
    await call(app, "POST", "/api/models/load", { name });
    await call(app, "GET", "/api/models");
    await call(app, "GET", "/api/models/ps");
    await call(app, "POST", "/api/models/unload", { name }, { accept: "text/event-stream" });
    await call(app, "GET", "/api/models/pulls");
    await call(app, "DELETE", "/api/models/pulls/absent");
    await call(app, "DELETE", "/api/models/absent");
  }));

Deno.test("the catalog's and the list's event streams are as the reference says", () =>
  withApp(async (app) => {
    for (const path of ["/api/models/events", "/api/sessions/events"]) {
      const { content } = operationOf("GET", path).answers[0]!;
      assert.equal(content?.as, "events");
      const events = readSse(await app.fetch(path));
      const next = events.next();
      if (path.includes("sessions")) await call(app, "POST", "/api/sessions", {});
      if (content?.as === "events") fits(content.schema, (await next).value, path);
      await events.return(undefined);
    }
  }));
