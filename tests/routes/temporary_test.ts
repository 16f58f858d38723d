import assert from "node:assert/strict";
import { testApp } from "@/tests/helpers/app.ts";
import { testDeps } from "@/tests/helpers/deps.ts";
import { readAllSse } from "@/tests/helpers/sse.ts";
import { post, readPage } from "./pages_reader.ts";

Deno.test("POST /api/sessions {temporary}: all of a chat's addresses work, and none of all chats' shows it", async () => {
  await using test = await testDeps({ guide: { answer: () => "A zanzibar." } });
  const app = await testApp(test.deps);
  const made = await app.send("POST", "/api/sessions", { temporary: true, system_prompt: "Be brief." });
  assert.equal(made.status, 201);
  const session = await made.json();
  assert.equal(made.headers.get("location"), `/api/sessions/${session.id}`);
  assert.equal("temporary" in session, false);

  const messageId = crypto.randomUUID();
  const body = {
    session_id: session.id,
    content: "Where is zanzibar?",
    message_id: messageId,
    background: true,
  };
  const events = await readAllSse(await app.send("POST", "/api/chat", body));
  assert.equal(events.at(-1)!.data.message.content, "A zanzibar.");
  const again = await readAllSse(await app.send("POST", "/api/chat", { message_id: messageId }));
  assert.deepEqual(again.at(-1)!.data.message.id, messageId);

  const paths = [
    `/api/sessions/${session.id}`,
    `/api/sessions/${session.id}/messages`,
    `/api/sessions/${session.id}/metrics`,
    `/api/sessions/${session.id}/export?format=markdown`,
    `/api/chat/${messageId}/stream`,
    `/chat/${session.id}`,
    `/chat/${session.id}/file`,
  ];
  for (const path of paths) {
    const response = await app.fetch(path);
    assert.equal(response.status, 200, path);
    await response.body?.cancel();
  }
  assert.equal(
    (await app.send("PUT", `/api/sessions/${session.id}/draft`, { content: "later" })).status,
    204,
  );
  assert.equal((await (await app.fetch(`/api/sessions/${session.id}`)).json()).draft, "later");
  assert.equal((await app.send("POST", `/api/chat/${messageId}/stop`)).status, 200);
  const variant = await readAllSse(
    await app.send("POST", `/api/messages/${messageId}/regenerate`, { background: true }),
  );
  assert.deepEqual(variant.at(-1)!.data.message.variant, { index: 1, count: 2 });
  assert.equal((await app.send("PATCH", `/api/messages/${messageId}`, { pinned: true })).status, 200);
  const title = await (await app.send("POST", "/api/title", { session_id: session.id })).json();
  assert.equal(typeof title.title, "string");

  for (const path of ["/api/sessions", "/api/sessions?q=zanzibar", "/api/search?q=zanzibar"]) {
    assert.deepEqual((await (await app.fetch(path)).json()).items, [], path);
  }
  assert.equal(await (await app.fetch("/api/export")).text(), "");
  const elsewhere = await (await app.fetch("/metrics")).text() + await (await app.fetch("/chat")).text();
  assert.equal(elsewhere.includes(session.id), false);

  assert.equal((await app.send("DELETE", `/api/sessions/${session.id}`)).status, 204);
  for (const path of paths) assert.equal((await app.fetch(path)).status, 404, path);
});

Deno.test("POST /api/sessions/{id}/presence says that a chat is seen or left; of other chats it changes nothing", async () => {
  await using test = await testDeps({ guide: null });
  const app = await testApp(test.deps);
  const { id } = await (await app.send("POST", "/api/sessions", { temporary: true })).json();
  const stored = await (await app.send("POST", "/api/sessions", {})).json();
  for (const path of [`${id}/presence`, `${id}/presence?left=true`, `${stored.id}/presence?left=true`]) {
    assert.equal((await app.send("POST", `/api/sessions/${path}`)).status, 204);
  }
  assert.equal((await app.send("POST", `/api/sessions/${id}/presence?left=maybe`)).status, 400);
  assert.equal((await app.send("POST", `/api/sessions/${crypto.randomUUID()}/presence`)).status, 404);
  assert.equal(
    (await app.send("POST", `/api/sessions/${crypto.randomUUID()}/presence?left=true`)).status,
    204,
  );
  assert.equal((await app.send("PATCH", `/api/sessions/${id}`, { temporary: false })).status, 400);
});

Deno.test("a temporary chat without scripts: begun, said to be one, kept, closed", async () => {
  await using test = await testDeps({ guide: { answer: () => "A zanzibar." } });
  const app = await testApp(test.deps);
  const begin = async () => {
    const { document } = await readPage(app, "/chat");
    const button = document.querySelector("nav button[aria-label='Temporary chat']")!;
    assert.equal(button.closest("form")!.getAttribute("action"), "/chat");
    return (await post(app, "/chat", { [button.getAttribute("name")!]: button.getAttribute("value")! }))
      .location!;
  };
  const path = await begin();
  const { location } = await post(app, path, { content: "Where is zanzibar?" });
  assert.equal(location!.split("#")[0], path);
  const { document } = await readPage(app, path);
  assert.match(document.querySelector("main [role=note]")!.textContent!, /Nothing of it is stored/);
  assert.equal(document.querySelectorAll("article").length, 2);
  assert.equal(document.querySelectorAll("[data-session-id]").length, 0);
  const buttons = [...document.querySelectorAll(".temporary button")].map((button) => button.textContent);
  assert.deepEqual(buttons, ["Keep this chat", "Close"]);

  assert.equal((await post(app, `${path}/keep`, {})).location, path);
  const kept = (await readPage(app, path)).document;
  assert.equal(kept.querySelector("main .temporary"), null);
  assert.equal(kept.querySelectorAll("[data-session-id]").length, 1);
  assert.equal(kept.querySelector("h1")!.textContent, "Where is zanzibar?");

  const other = await begin();
  assert.equal((await readPage(app, other)).document.querySelector("h1")!.textContent, "Temporary chat");
  assert.equal((await post(app, other, { session: "delete" })).location, "/chat");
  assert.equal((await readPage(app, other)).status, 404);
  assert.equal((await readPage(app, path)).status, 200);
});
