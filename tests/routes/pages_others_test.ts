import assert from "node:assert/strict";
import { insertMessage } from "@/lib/db/messages.ts";
import { indexMessage } from "@/lib/search/index_messages.ts";
import { createSession, updateSession } from "@/lib/chat/sessions.ts";
import { testApp } from "@/tests/helpers/app.ts";
import { ask } from "@/tests/helpers/chat.ts";
import { testDeps } from "@/tests/helpers/deps.ts";
import { messageRow } from "@/tests/helpers/rows.ts";
import { words } from "@/tests/unit/components/rendered.ts";
import { post, readPage } from "./pages_reader.ts";

Deno.test("every page has one main, a link to it, one h1, a title of its own and no style attribute", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const session = createSession(test.deps, { title: "A chat" });
  const tabs = ["general", "generation", "appearance", "advanced"].map((tab) => `/settings/${tab}`);
  const paths = ["/chat", `/chat/${session.id}`, "/models", "/metrics", "/search", "/setup", ...tabs];
  const titles = new Set<string>();
  for (const path of paths) {
    const { status, document } = await readPage(app, path);
    assert.equal(status, 200, path);
    assert.equal(document.querySelectorAll("main").length, 1, path);
    assert.equal(document.querySelector("a")!.getAttribute("href"), "#main", path);
    assert.equal(document.querySelectorAll("h1").length, 1, path);
    assert.equal(document.querySelector("[style]"), null, path);
    titles.add(document.title);
  }
  assert.equal(titles.size, paths.length);
});

Deno.test("a page has its style sheet asked for before its scripts, by the address that stands in it", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const response = await app.fetch("/metrics");
  const [first, ...scripts] = response.headers.get("link")!.split(", ");
  const [, address] = /^<(.+)>; rel="preload"; as="style"$/.exec(first!)!;
  const [, inPage] = /<link [^>]*rel="stylesheet"[^>]* href="([^"]+)"/.exec(await response.text())!;
  assert.equal(inPage!.replaceAll("&amp;", "&"), address);
  assert.ok(scripts.length > 0 && scripts.every((each) => each.includes("modulepreload")), scripts.join());
});

Deno.test("/ leads to /chat", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const { status, location } = await readPage(app, "/");
  assert.deepEqual([status, location], [303, "/chat"]);
});

Deno.test("settings: what is saved is said by a status, and stands in the form", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const fields = { "options.temperature": "0,5", "options.top_k": "", "options.stop": "END\n\nSTOP" };
  const { location } = await post(app, "/settings/generation", { system_prompt: "Be brief.", ...fields });
  const { document } = await readPage(app, location!);
  assert.equal(words(document.querySelector("[role=status]")!), "Saved");
  assert.equal(document.querySelector("[name='options.temperature']")!.getAttribute("value"), "0.5");
  const { options, system_prompt } = test.deps.settings.config();
  assert.deepEqual([options.temperature, options.top_k, options.stop, system_prompt], [
    0.5,
    null,
    ["END", "STOP"],
    "Be brief.",
  ]);
});

Deno.test("settings: what is refused is said at its field, kept as typed, and nothing is stored", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const fields = { "options.temperature": "hot", "options.top_k": "5", system_prompt: "x" };
  const { status, document } = await post(app, "/settings/generation", fields);
  assert.equal(status, 400);
  const field = document.querySelector("[name='options.temperature']")!;
  assert.equal(field.getAttribute("aria-invalid"), "true");
  assert.equal(field.getAttribute("value"), "hot");
  const id = field.getAttribute("aria-describedby")!.split(" ")[0]!;
  assert.notEqual(words(document.getElementById(id)!), "");
  assert.equal(test.deps.settings.config().options.top_k, null);
});

Deno.test("settings: an empty key field keeps the stored key, “-” removes it", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const { ollama_base_url } = test.deps.settings.config();
  const save = (api_key: string) => post(app, "/settings/general", { ollama_base_url, api_key });
  await save("secret-1");
  assert.equal(test.deps.settings.config().has_api_key, true);
  await save("");
  assert.equal(test.deps.settings.config().has_api_key, true);
  await save("-");
  assert.equal(test.deps.settings.config().has_api_key, false);
});

Deno.test("settings: a switch that is off is off", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const headers = { origin: app.origin, "content-type": "application/x-www-form-urlencoded" };
  const body = "background_generation=false&title_generation=off&title_generation=after_reply";
  await app.fetch("/settings/general", { method: "POST", headers, body });
  const { background_generation, title_generation } = test.deps.settings.config();
  assert.deepEqual([background_generation, title_generation], [false, "after_reply"]);
});

Deno.test("settings: reset leads to the wizard, chats stay", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const { message } = await ask(test.deps, "Hi");
  const { location } = await post(app, "/settings/advanced", { action: "reset" });
  assert.equal(location, "/setup");
  assert.equal(test.deps.settings.config().setup_complete, false);
  await post(app, "/setup", { ollama_base_url: test.guide.url, action: "next" });
  assert.equal((await readPage(app, `/chat/${message.session_id}`)).status, 200);
});

Deno.test("models: load and unload show their log, and the state changes", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const state = (document: Document) => document.querySelector("[data-model]")!.getAttribute("data-state");
  const loaded = await post(app, "/models", { load: "guide:latest" });
  assert.equal(state(loaded.document), "loaded");
  assert.ok(loaded.document.querySelector("[role=log][aria-label='Log of guide:latest']"));
  const unloaded = await post(app, "/models", { unload: "guide:latest" });
  assert.equal(state(unloaded.document), "unloaded");
});

Deno.test("models: a name that is none is refused at the field", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const { document } = await post(app, "/models", { pull: "--help me" });
  const field = document.querySelector("[aria-label='Model name']")!;
  assert.equal(field.getAttribute("aria-invalid"), "true");
  assert.equal(field.getAttribute("value"), "--help me");
});

Deno.test("models: details tell what Ollama knows", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const { document } = await readPage(app, "/models?details=guide:latest");
  assert.match(words(document.querySelector("[aria-label='Details of guide:latest']")!), /Context/);
});

Deno.test("metrics: tables per model and per day", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  await ask(test.deps, "Hi");
  const { document } = await readPage(app, "/metrics");
  const captions = [...document.querySelectorAll("caption")].map(words);
  assert.deepEqual(captions, ["By model", "By day", "By model and day"]);
  assert.match(words(document.querySelector("tbody tr")!), /^guide:latest 1 /);
});

Deno.test("the open chat stands in the list, however old, and an archived one can be taken back", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const old = createSession(test.deps, { title: "Old" });
  for (let count = 0; count < 41; count++) createSession(test.deps, {});
  const current = async (path: string) => {
    const { document } = await readPage(app, path);
    return [...document.querySelectorAll("[data-sessions] [aria-current=page]")].map(words);
  };
  assert.deepEqual(await current(`/chat/${old.id}`), ["Old"]);
  const { document: refreshed } = await readPage(app, `/chat?titles=&open=${old.id}`);
  assert.ok(refreshed.querySelector(`[data-session-id="${old.id}"]`));

  updateSession(test.deps, old.id, { archived: true });
  assert.deepEqual(await current(`/chat/${old.id}`), []);
  const { document } = await readPage(app, "/search?filter=archived");
  const form = document.querySelector("main .hit form")!;
  const { location } = await post(app, form.getAttribute("action")!, {
    back: form.querySelector("input")!.getAttribute("value")!,
    session: form.querySelector("button")!.getAttribute("value")!,
  });
  assert.equal(location, "/search?filter=archived");
  assert.deepEqual(await current(`/chat/${old.id}`), ["Old"]);
});

Deno.test("search: chats by title, each a link", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const { id } = createSession(test.deps, { title: "Zebra crossing" });
  createSession(test.deps, { title: "Something else" });
  const { message } = await ask(test.deps, "Which zebra?");
  const { document } = await readPage(app, "/search?q=zebra");
  const links = [...document.querySelectorAll("main ul[aria-label=Chats] a")];
  assert.deepEqual(links.map((link) => link.getAttribute("href")), [
    `/chat/${message.session_id}#m-${message.id}`,
    `/chat/${id}`,
  ]);
  assert.equal(document.querySelector("main input[name=q]")!.getAttribute("value"), "zebra");
});

Deno.test("search: messages by their words, each a link to its place in the chat", async () => {
  await using test = await testDeps({ guide: { answer: () => "The <b>quagga</b> is extinct." } });
  const app = await testApp(test.deps);
  const { message } = await ask(test.deps, "Which animal?");
  const { document } = await readPage(app, "/search?q=quagga");
  const link = document.querySelector("main ul[aria-label=Messages] a")!;
  assert.equal(link.getAttribute("href"), `/chat/${message.session_id}#m-${message.id}`);
  assert.deepEqual([...link.querySelectorAll("mark")].map(words), ["quagga"]);
  assert.equal(link.querySelector("b"), null);
});

Deno.test("search: filters by chat, author, model and day, kept on the way to the next page, without scripts", async () => {
  await using test = await testDeps({ guide: { answer: () => "A quagga." } });
  const app = await testApp(test.deps);
  const { message } = await ask(test.deps, "A quagga?");
  const time = new Date(message.created_at);
  const today = [time.getFullYear(), time.getMonth() + 1, time.getDate()]
    .map((part) => String(part).padStart(2, "0")).join("-");
  const count = async (filters: string) => {
    const { document } = await readPage(app, `/search?q=quagga&${filters}`);
    return document.querySelectorAll("main ul[aria-label=Messages] a").length;
  };
  assert.equal(await count("role=&model=&from=&to="), 2);
  assert.equal(await count("role=user"), 1);
  assert.equal(await count("model=guide"), 1);
  assert.equal(await count(`model=guide&role=assistant&from=${today}&to=${today}`), 1);
  assert.equal(await count("to=2020-01-01"), 0);
  assert.equal(await count("from=2020-01-01&to=nonsense"), 2);
  assert.equal(await count(`session_id=${crypto.randomUUID()}`), 2);

  const path = `/search?q=quagga&session_id=${message.session_id}&role=assistant&from=${today}`;
  const { document } = await readPage(app, path);
  const form = document.querySelector("main form[role=search]")!;
  assert.equal(form.querySelector("details")!.hasAttribute("open"), true);
  assert.equal(form.querySelector("[name=session_id]")!.getAttribute("value"), message.session_id);
  assert.equal(form.querySelector("[name=role] option[selected]")!.getAttribute("value"), "assistant");
  assert.equal(form.querySelector("[name=from]")!.getAttribute("value"), today);
  const models = [...form.querySelectorAll("[name=model] option")].map((option) => option.textContent);
  assert.deepEqual(models, ["Any", "guide:latest"]);
  assert.equal(form.querySelector("details a")!.getAttribute("href"), "/search?q=quagga");
});

Deno.test("search: the next page of filtered messages is of the same ones", async () => {
  await using test = await testDeps({ guide: null });
  const app = await testApp(test.deps);
  const { id } = createSession(test.deps, {});
  for (let index = 0; index < 45; index++) {
    const row = { id: crypto.randomUUID(), session_id: id, content: `quagga ${index}` };
    insertMessage(test.deps.db, messageRow({ ...row, created_at: Date.UTC(2024, index % 2, 10) }));
    indexMessage(test.deps.db, row.id);
  }
  const seen: string[] = [];
  for (let path: string | null = "/search?q=quagga&from=2024-01-01&to=2024-01-31"; path;) {
    const { document } = await readPage(app, path);
    const hits = [...document.querySelectorAll("main ul[aria-label=Messages] a")];
    seen.push(...hits.map((hit) => hit.getAttribute("href")!));
    path = document.querySelector("main a.older")?.getAttribute("href") ?? null;
  }
  assert.equal(new Set(seen).size, 23);
  assert.equal(seen.length, 23);
});
