import assert from "node:assert/strict";
import { createSession, getSession } from "@/lib/chat/sessions.ts";
import { listMessages } from "@/lib/chat/transcript.ts";
import { insertAttachment } from "@/lib/db/attachments.ts";
import { updateMessage } from "@/lib/db/messages.ts";
import { recordLoad } from "@/lib/models/stats.ts";
import { parseHTML } from "linkedom";
import { testApp } from "@/tests/helpers/app.ts";
import { ask } from "@/tests/helpers/chat.ts";
import { testDeps } from "@/tests/helpers/deps.ts";
import { buttonNames, words } from "@/tests/unit/components/rendered.ts";
import { post, readPage } from "./pages_reader.ts";

const answering = { guide: { answer: () => ["Two", " words"] } };

Deno.test("POST /chat sends, waits for the reply and leads to it", async () => {
  await using test = await testDeps(answering);
  const app = await testApp(test.deps);
  const { status, location } = await post(app, "/chat", { content: "First line\r\nsecond", model: "" });
  assert.equal(status, 303);
  assert.match(location!, /^\/chat\/[0-9a-f-]{36}#m-[0-9a-f-]{36}$/);
  const { document } = await readPage(app, location!.split("#")[0]!);
  const articles = [...document.querySelectorAll("article")];
  assert.deepEqual(articles.map((article) => article.getAttribute("data-role")), ["user", "assistant"]);
  assert.ok(document.getElementById(location!.split("#")[1]!));
  assert.match(words(articles[1]!), /Two words/);
  assert.match(document.title, /^First line/);
});

Deno.test("POST /chat keeps the text when it cannot be sent", async () => {
  await using test = await testDeps(answering);
  const app = await testApp(test.deps);
  const { status, document } = await post(app, "/chat", { content: " ", model: "guide:latest" });
  assert.equal(status, 400);
  assert.match(words(document.querySelector("[role=alert]")!), /The message must not be empty/);
});

Deno.test("POST /chat while Ollama is away keeps the question and says why there is no reply", async () => {
  await using test = await testDeps({ guide: null });
  const app = await testApp(test.deps);
  const { location } = await post(app, "/chat", { content: "Hello?" });
  const { document } = await readPage(app, location!.split("#")[0]!);
  const [question, reply] = [...document.querySelectorAll("article")];
  assert.match(words(question!), /Hello\?/);
  assert.equal(reply!.getAttribute("data-status"), "failed");
  assert.ok(buttonNames(reply!).includes("Try again"));
  assert.match(words(document.querySelector("[role=alert]")!), /Cannot reach Ollama/);
});

Deno.test("an unknown chat is a 404 page with words, inside the frame", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  for (const path of ["/chat/0190a000-0000-7000-8000-000000000001", "/chat/nonsense", "/no/such/page"]) {
    const { status, document } = await readPage(app, path);
    assert.equal(status, 404, path);
    assert.equal(words(document.querySelector("h1")!), "There is no such page");
    assert.ok(document.querySelector("nav[aria-label=Sessions]"));
  }
});

Deno.test("message forms pin, unpin, regenerate and step through versions", async () => {
  await using test = await testDeps(answering);
  const app = await testApp(test.deps);
  const { message } = await ask(test.deps, "Hi");
  const path = `/chat/${message.session_id}`;
  const article = async (id: string) => (await readPage(app, path)).document.getElementById(`m-${id}`);

  await post(app, path, { pin: message.id });
  assert.ok(buttonNames((await article(message.id))!).includes("Unpin"));
  await post(app, path, { unpin: message.id });
  assert.ok(buttonNames((await article(message.id))!).includes("Pin"));

  const { location } = await post(app, path, { regenerate: message.id });
  const newId = location!.split("#m-")[1]!;
  assert.match(words((await article(newId))!), /2 \/ 2/);
  assert.equal(await article(message.id), null);
  await post(app, path, { previous: newId });
  assert.match(words((await article(message.id))!), /1 \/ 2/);
});

Deno.test("editing a question answers it again, and the former version stays", async () => {
  await using test = await testDeps(answering);
  const app = await testApp(test.deps);
  const { message } = await ask(test.deps, "Hi");
  const path = `/chat/${message.session_id}`;
  const asked = await readPage(app, `${path}?edit=${message.parent_id}`);
  const field = asked.document.querySelector("[aria-label='Edit message']")!;
  assert.equal(field.textContent!.trim(), "Hi");
  await post(app, path, { save: message.parent_id!, content: "Hi again" });
  const { items } = listMessages(test.deps, { sessionId: message.session_id, limit: 10 });
  assert.deepEqual(items.map(({ content }) => content), ["Hi again", "Two words"]);
  assert.deepEqual(items[0]!.variant, { index: 1, count: 2 });
});

Deno.test("deleting a message asks first, then takes what follows too", async () => {
  await using test = await testDeps(answering);
  const app = await testApp(test.deps);
  const { message } = await ask(test.deps, "Hi");
  const path = `/chat/${message.session_id}`;
  const asked = await readPage(app, `${path}?delete=${message.parent_id}`);
  const dialog = asked.document.querySelector(`#m-${message.parent_id} [role=alertdialog]`)!;
  assert.deepEqual(buttonNames(dialog).toSorted(), ["Cancel", "Delete"]);
  await post(app, path, { delete: message.parent_id! });
  assert.equal(listMessages(test.deps, { sessionId: message.session_id, limit: 10 }).items.length, 0);
});

Deno.test("a message of another chat cannot be touched through this one", async () => {
  await using test = await testDeps(answering);
  const app = await testApp(test.deps);
  const { message } = await ask(test.deps, "Hi");
  const other = createSession(test.deps, {});
  const { status } = await post(app, `/chat/${other.id}`, { delete: message.id });
  assert.equal(status, 404);
  assert.equal(listMessages(test.deps, { sessionId: message.session_id, limit: 10 }).items.length, 2);
});

Deno.test("session forms rename, pin, archive and delete, and lead back to where they came from", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const { id } = createSession(test.deps, { title: "Old" });
  const path = `/chat/${id}`;
  const renamed = await post(app, path, { session: "rename", title: "New name", back: "/models" });
  assert.equal(renamed.location, "/models");
  assert.equal(getSession(test.deps, id).title, "New name");
  await post(app, path, { session: "pin" });
  await post(app, path, { session: "archive" });
  assert.deepEqual(
    [getSession(test.deps, id).pinned, getSession(test.deps, id).archived],
    [true, true],
  );
  const elsewhere = await post(app, path, { session: "unpin", back: "//evil.example/" });
  assert.equal(elsewhere.location, path);
  const deleted = await post(app, path, { session: "delete", back: path });
  assert.equal(deleted.location, "/chat");
  assert.equal((await readPage(app, path)).status, 404);
});

Deno.test("a long chat shows its end, and older messages one page back", async () => {
  await using test = await testDeps(answering);
  const app = await testApp(test.deps);
  const first = (await ask(test.deps, "Question 0")).message;
  for (let n = 1; n <= 24; n++) await ask(test.deps, `Question ${n}`, { session_id: first.session_id });
  const { document } = await readPage(app, `/chat/${first.session_id}`);
  assert.equal(document.querySelectorAll("article").length, 40);
  const older = [...document.querySelectorAll("a")].find((link) => words(link) === "Older messages")!;
  const page = await readPage(app, older.getAttribute("href")!);
  assert.equal(page.document.querySelectorAll("article").length, 10);
  assert.match(words(page.document.querySelector("article")!), /Question 0/);
});

Deno.test("?at= shows the window that holds a message", async () => {
  await using test = await testDeps(answering);
  const app = await testApp(test.deps);
  const first = (await ask(test.deps, "Question 0")).message;
  for (let n = 1; n <= 24; n++) await ask(test.deps, `Question ${n}`, { session_id: first.session_id });
  const { document } = await readPage(app, `/chat/${first.session_id}?at=${first.id}`);
  assert.ok(document.getElementById(`m-${first.id}`));
  assert.ok(
    [...document.querySelectorAll("a")].some((link) => words(link) === "Back to the latest messages"),
  );
});

Deno.test("?at= a message of another version shows it there, changes nothing, and offers to go on with it", async () => {
  await using test = await testDeps(answering);
  const app = await testApp(test.deps);
  const { message } = await ask(test.deps, "Hi");
  const path = `/chat/${message.session_id}`;
  await post(app, path, { regenerate: message.id });
  const { document } = await readPage(app, `${path}?at=${message.id}`);
  assert.ok(document.getElementById(`m-${message.id}`));
  assert.ok(buttonNames(document.querySelector("[role=note]")!).includes("Go on with this version"));
  assert.equal(document.querySelector("p.newer a")!.getAttribute("href"), path);
  assert.equal((await readPage(app, path)).document.getElementById(`m-${message.id}`), null);
  const { location } = await post(app, path, { select: message.id });
  assert.equal(location, `${path}#m-${message.id}`);
  assert.ok((await readPage(app, path)).document.getElementById(`m-${message.id}`));
});

Deno.test("a long chat's page stays small: at most 5,000 elements", async () => {
  const reply =
    "## Why\n\n- one\n- two\n- three\n\n```ts\nconst n = f(1);\nreturn n;\n```\n\nSome **more** `words`.";
  await using test = await testDeps({ guide: { answer: () => reply } });
  const app = await testApp(test.deps);
  const { session_id } = (await ask(test.deps, "Question 0")).message;
  for (let n = 1; n <= 24; n++) await ask(test.deps, `Question ${n}`, { session_id });
  for (let n = 0; n < 60; n++) createSession(test.deps, { title: `Chat ${n}` });
  const { document } = await readPage(app, `/chat/${session_id}`);
  const count = document.querySelectorAll("*").length;
  assert.ok(count <= 5000, `${count} elements`);
});

Deno.test("a chat whose model is not installed offers to pull it, and to switch to one that is", async () => {
  await using test = await testDeps(answering);
  await test.deps.catalog.refresh();
  const app = await testApp(test.deps);
  const { id } = createSession(test.deps, { model: "gone:7b" });
  const note = (await readPage(app, `/chat/${id}`)).document.querySelector("[role=note][aria-label=Model]")!;
  assert.match(words(note), /gone:7b is not installed/);
  assert.deepEqual(buttonNames(note), ["Pull", "Switch"]);
  const other = note.querySelector("select option")!.getAttribute("value")!;
  await post(app, `/chat/${id}`, { session: "switch", model: other });
  assert.equal(getSession(test.deps, id).model, "guide:latest");
  const { document } = await readPage(app, `/chat/${id}`);
  assert.equal(document.querySelector("[role=note][aria-label=Model]"), null);
});

Deno.test("a chat whose model is not in memory says what loading cost last time", async () => {
  await using test = await testDeps(answering);
  await test.deps.catalog.refresh();
  const app = await testApp(test.deps);
  const { id } = createSession(test.deps, { model: "guide:latest" });
  const main = async () => words((await readPage(app, `/chat/${id}`)).document.querySelector("main")!);
  assert.doesNotMatch(await main(), /not in memory/);
  recordLoad(test.deps.db, { model: "guide:latest", loadMs: 3200, now: 0 });
  assert.match(await main(), /guide:latest is not in memory\. Loading it took 3\.2 s last time\./);
});

Deno.test("Fork leads to the copy of the message in a chat of its own", async () => {
  await using test = await testDeps(answering);
  const app = await testApp(test.deps);
  const { message } = await ask(test.deps, "Hi");
  const { status, location } = await post(app, `/chat/${message.session_id}`, { fork: message.id });
  assert.equal(status, 303);
  const [path, hash] = location!.split("#");
  assert.notEqual(path, `/chat/${message.session_id}`);
  assert.ok((await readPage(app, path!)).document.getElementById(hash!));
});

Deno.test("a stored reply says how long it was thought about, where that is known", async () => {
  await using test = await testDeps(answering);
  const app = await testApp(test.deps);
  const { message } = await ask(test.deps, "Hi");
  updateMessage(test.deps.db, message.id, { thinking: "Hm.", thinking_ms: 3210 });
  const summary = async () =>
    words((await readPage(app, `/chat/${message.session_id}`)).document.querySelector("details summary")!);
  assert.equal(await summary(), "Thought for 3.2 s");
  updateMessage(test.deps.db, message.id, { thinking_ms: null });
  assert.equal(await summary(), "Thinking");
});

Deno.test("/chat/{id}/file is the chat as one HTML file without scripts or addresses of others", async () => {
  const reply = "Use `x`.\n\n<script>alert(1)</script>\n\n![pixel](https://evil.example/p.png)";
  await using test = await testDeps({ guide: { answer: () => reply } });
  const app = await testApp(test.deps);
  const image = btoa(String.fromCharCode(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a));
  const { message } = await ask(test.deps, "What & why?");
  insertAttachment(test.deps.db, {
    messageId: message.parent_id!,
    position: 0,
    content: Uint8Array.from(atob(image), (sign) => sign.charCodeAt(0)),
  });
  const response = await app.fetch(`/chat/${message.session_id}/file`);
  assert.equal(response.headers.get("content-type"), "text/html; charset=utf-8");
  assert.match(response.headers.get("content-disposition")!, /^attachment; filename=".+\.html"/);
  const { document } = parseHTML(await response.text());
  assert.equal(document.querySelectorAll("script, link, iframe").length, 0);
  const sources = [...document.querySelectorAll("[src]")].map((element) => element.getAttribute("src"));
  assert.deepEqual(sources, [`data:image/png;base64,${image}`]);
  const texts = [...document.querySelectorAll("article > div")].map((div) =>
    words(div as unknown as Element)
  );
  assert.match(texts[0]!, /What & why\?/);
  assert.match(texts[1]!, /script > alert\(1\)/);
});

Deno.test("a long chat is opened at its beginning, at a day, and after a message", async () => {
  await using test = await testDeps(answering);
  const app = await testApp(test.deps);
  const first = (await ask(test.deps, "Question 0")).message;
  for (let n = 1; n <= 44; n++) await ask(test.deps, `Question ${n}`, { session_id: first.session_id });
  const path = `/chat/${first.session_id}`;
  const shown = async (search: string) => {
    const { document } = await readPage(app, path + search);
    const questions = [...document.querySelectorAll("article[data-role=user]")].map(words);
    const links = [...document.querySelectorAll("[data-page-action]")].map(words);
    return { from: /Question \d+/.exec(questions[0]!)![0], count: questions.length, links };
  };
  const exports = ["Copy as Markdown", "Hand over…"];
  const [older, newer] = ["Older messages", "Newer messages"];
  assert.deepEqual(await shown("?from=first"), { from: "Question 0", count: 20, links: [...exports, newer] });
  assert.deepEqual(await shown("?on=2020-01-01"), {
    from: "Question 0",
    count: 20,
    links: [...exports, newer],
  });
  assert.deepEqual((await shown("?on=2999-01-01")).from, "Question 25");
  const { document } = await readPage(app, `${path}?from=first`);
  const next = [...document.querySelectorAll("a")].find((link) => words(link) === newer)!.getAttribute(
    "href",
  )!;
  const search = next.slice(path.length);
  assert.deepEqual(await shown(search), {
    from: "Question 20",
    count: 20,
    links: [...exports, older, newer],
  });
  assert.deepEqual(await shown("?after=nonsense"), {
    from: "Question 25",
    count: 20,
    links: [...exports, older],
  });
});

Deno.test("a chat asks for the font of formulas before its first paint, and only where there is one", async () => {
  for (const [reply, fonts] of [["It costs $5 or $6.", 0], ["As $e^{i\\pi}$, then $x^2$.", 1]] as const) {
    await using test = await testDeps({ guide: { answer: () => [reply] } });
    const { message } = await ask(test.deps, "How much?");
    const { document } = await readPage(await testApp(test.deps), `/chat/${message.session_id}`);
    const links = [...document.querySelectorAll("head > link[rel=preload][as=font]")];
    assert.equal(links.length, fonts, reply);
    assert.ok(links.every((link) => link.getAttribute("href")!.startsWith("/fonts/stix-two-math.woff2")));
  }
});
