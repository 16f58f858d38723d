import assert from "node:assert/strict";
import { ask } from "@/tests/helpers/chat.ts";
import { type TestApp, testApp } from "@/tests/helpers/app.ts";
import { testDeps } from "@/tests/helpers/deps.ts";

async function openApp() {
  const dataDir = await Deno.makeTempDir();
  const test = await testDeps({ guide: { answer: () => "The *answer*." }, env: { dataDir } });
  return {
    deps: test.deps,
    app: await testApp(test.deps),
    async [Symbol.asyncDispose]() {
      await test.close();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}

async function importFile(app: TestApp, file: string, query = "") {
  const response = await app.fetch(`/api/import${query}`, { method: "POST", body: file });
  return { status: response.status, body: await response.json() };
}

Deno.test("GET /api/export gives all chats as JSON lines, POST /api/import takes them into another home", async () => {
  await using here = await openApp();
  await using there = await openApp();
  await ask(here.deps, "First?");
  const { message } = await ask(here.deps, "Second?");
  await here.app.send("PATCH", `/api/messages/${message.id}`, { pinned: true });
  await here.app.send("POST", `/api/messages/${message.id}/regenerate`).then((response) => response.text());

  const response = await here.app.fetch("/api/export");
  assert.match(response.headers.get("content-type")!, /^application\/x-ndjson/);
  assert.match(
    response.headers.get("content-disposition")!,
    /^attachment; filename="chats \d{4}-\d\d-\d\d\.jsonl"/,
  );
  const file = await response.text();
  assert.equal(file.trimEnd().split("\n").length, 2);

  assert.deepEqual(await importFile(there.app, file, "?dry_run=true"), {
    status: 200,
    body: { imported: 2, skipped: 0, failed: [] },
  });
  assert.equal(await (await there.app.fetch("/api/export")).text(), "");
  assert.deepEqual((await importFile(there.app, file)).body, { imported: 2, skipped: 0, failed: [] });
  assert.deepEqual((await importFile(there.app, file)).body, { imported: 0, skipped: 2, failed: [] });
  assert.equal(await (await there.app.fetch("/api/export")).text(), file);

  const list = async (app: TestApp) => {
    const { items } = await (await app.fetch(`/api/sessions/${message.session_id}/messages`)).json();
    return items;
  };
  assert.deepEqual(await list(there.app), await list(here.app));
});

Deno.test("POST /api/import does not take a form for a file", async () => {
  await using here = await openApp();
  await using there = await openApp();
  await ask(here.deps, "First?");
  await ask(here.deps, "Second?");
  const form = new FormData();
  form.set("file", await (await here.app.fetch("/api/export")).blob(), "chats.jsonl");
  const response = await there.app.fetch("/api/import", { method: "POST", body: form });
  assert.equal(response.status, 400);
  assert.equal((await response.json()).error.code, "invalid_input");
  assert.equal(await (await there.app.fetch("/api/export")).text(), "");
});

Deno.test("GET /api/sessions/{id}/export gives JSON that can be taken back, or the branch as Markdown, under a safe name", async () => {
  await using here = await openApp();
  const { message } = await ask(here.deps, "Why *this*?");
  const path = `/api/sessions/${message.session_id}`;
  await here.app.send("PATCH", path, { title: '../a/"b"\u202e\r\nX: 東京' });

  const json = await here.app.fetch(`${path}/export`);
  assert.match(json.headers.get("content-type")!, /^application\/json/);
  assert.equal(
    json.headers.get("content-disposition"),
    `attachment; filename="a b X .json"; filename*=UTF-8''a%20b%20X%20%E6%9D%B1%E4%BA%AC.json`,
  );
  const file = await json.text();
  assert.equal(JSON.parse(file).messages.length, 2);
  assert.equal((await importFile(here.app, file)).body.skipped, 1);
  await here.app.fetch(path, { method: "DELETE" });
  assert.equal((await importFile(here.app, file)).body.imported, 1);

  const markdown = await here.app.fetch(`${path}/export?format=markdown`);
  assert.match(markdown.headers.get("content-type")!, /^text\/markdown/);
  const text = await markdown.text();
  assert.match(
    text,
    /^# .*東京\n\n## You\n[^]*Why \*this\*\?\n\n## Reply \(guide:latest\)\n[^]*The \*answer\*\.\n$/,
  );
});

Deno.test("export and import refuse what they do not know", async () => {
  await using here = await openApp();
  const status = async (path: string, init?: RequestInit) => {
    const response = await here.app.fetch(path, init);
    const { error } = await response.json();
    return [response.status, error.code];
  };
  const unknown = "/api/sessions/01234567-89ab-7cde-8f01-23456789abcd/export";
  assert.deepEqual(await status(unknown), [404, "not_found"]);
  assert.deepEqual(await status("/api/sessions/nonsense/export"), [404, "not_found"]);
  assert.deepEqual(await status(`${unknown}?format=xml`), [400, "invalid_input"]);
  const post = { method: "POST", body: '{"some":"thing"}' };
  assert.deepEqual(await status("/api/import", post), [400, "invalid_input"]);
  assert.deepEqual(await status("/api/import?dryrun=1", post), [400, "invalid_input"]);
  assert.deepEqual(await status("/api/import", { method: "POST" }), [400, "invalid_input"]);
  const large = { ...post, headers: { "content-length": String(512 * 1024 * 1024 + 1) } };
  assert.deepEqual(await status("/api/import", large), [413, "payload_too_large"]);
});

Deno.test("an export that is not read to its end leaves nothing open", async () => {
  await using here = await openApp();
  for (let index = 0; index < 3; index++) await ask(here.deps, `Question ${index} ${"x".repeat(50_000)}`);
  const reader = (await here.app.fetch("/api/export")).body!.getReader();
  const first = await reader.read();
  assert.ok(first.value!.length > 0);
  await reader.cancel();
  here.deps.db.checkpoint();
  assert.equal((await here.app.fetch("/api/export", { method: "HEAD" })).status, 200);
});
