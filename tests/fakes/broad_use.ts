/** Someone who uses everything there is, rightly and wrongly, with canaries in every field; each answer is looked at. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import * as faults from "@/lib/guide/faults.ts";
import type { Guide } from "@/lib/guide/guide.ts";
import { exportedChat } from "@/tests/browser/seeded.ts";
import type { Canaries } from "./canaries.ts";

export interface Use {
  url: string;
  guide: Guide;
  canaries: Canaries;
  database: string;
}

interface Answer {
  status: number;
  text: string;
  // deno-lint-ignore no-explicit-any -- whatever the API says
  json: any;
  headers: Headers;
}

type Call = (method: string, path: string, body?: unknown, headers?: HeadersInit) => Promise<Answer>;

export async function broadUse(use: Use): Promise<void> {
  const call = caller(use);
  await logIn(use, call);
  await setUp(use, call);
  const sessionId = await chat(use, call);
  await breakReplies(use, call);
  await manage(use, call, sessionId);
  await mistake(use, call, sessionId);
  await openPages(use, call, sessionId);
  await speakOverSocket(use, sessionId);
  await breakDatabase(use, call, sessionId);
  await logInWrongly(use, call);
  await call("POST", "/api/logout");
  await call("GET", "/api/config");
}

/** Envelopes hold no word of a chat either, but for those that pass on what Ollama says (502). */
function caller({ url, canaries }: Use): Call {
  return async (method, path, body, headers = {}) => {
    const response = await fetch(url + path, {
      method,
      redirect: "manual",
      headers: { cookie: cookieOf(url, canaries), ...headers },
      body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
    });
    const { status } = response;
    const text = await response.text();
    const place = `${method} ${path.replace(/\?.*/, "")} ${status}`;
    const isJson = /^application\/json/.test(response.headers.get("content-type") ?? "");
    canaries.see(place, text, isJson && status >= 400 && status !== 502 ? "anything" : "secrets");
    const told = [...response.headers].filter(([name]) => name !== "set-cookie");
    canaries.see(`headers of ${place}`, JSON.stringify(told), "secrets");
    return { status, text, json: isJson && text ? JSON.parse(text) : null, headers: response.headers };
  };
}

function cookieOf(url: string, { secrets }: Canaries): string {
  return `login_${new URL(url).port}=${secrets.cookie}`;
}

async function logIn({ url, canaries: { secrets } }: Use, call: Call): Promise<void> {
  assert.equal((await call("GET", "/api/config")).status, 401);
  assert.equal((await call("GET", "/chat?next=x")).status, 303);
  const { status, headers } = await call("POST", "/api/login", { password: secrets.password });
  assert.equal(status, 204);
  const [, cookie] = /^login_\d+=([^;]+);/.exec(headers.get("set-cookie") ?? "")!;
  secrets.cookie = cookie!;
  assert.equal((await call("GET", "/api/config")).status, 200);
  const bearer = { authorization: `Bearer ${secrets.password}`, cookie: "" };
  assert.equal((await (await fetch(`${url}/api/config`, { headers: bearer })).json()).setup_complete, false);
}

/** Last, since after them nobody gets in for a minute. */
async function logInWrongly({ canaries: { secrets } }: Use, call: Call): Promise<void> {
  const form = { "content-type": "application/x-www-form-urlencoded", "cookie": "" };
  assert.equal((await call("POST", "/api/login", { password: secrets.wrongPassword })).status, 401);
  assert.equal((await call("POST", "/login", `password=${secrets.wrongPassword}`, form)).status, 401);
  assert.equal((await call("POST", "/api/login", { password: secrets.wrongPassword })).status, 429);
  const bearer = { authorization: `Bearer ${secrets.wrongPassword}`, cookie: "" };
  assert.equal((await call("GET", "/api/config", undefined, bearer)).status, 429);
}

async function setUp({ guide, canaries }: Use, call: Call): Promise<void> {
  const { secrets, words } = canaries;
  for (
    const address of [`http://me:${secrets.rejectedKey}@127.0.0.1:1`, "http://169.254.169.254", "ftp://x"]
  ) {
    const body = { ollama_base_url: address, api_key: secrets.rejectedKey };
    assert.equal((await call("POST", "/api/config/test", body)).status, 400);
    assert.equal((await call("PATCH", "/api/config", body)).status, 400);
  }
  guide.script(faults.status(401, `the key ${secrets.rejectedKey} is not known`), { path: "/api/version" });
  const asked = { ollama_base_url: guide.url, api_key: secrets.rejectedKey };
  assert.equal((await call("POST", "/api/config/test", asked)).json.ok, false);
  const stored = await call("PATCH", "/api/config", {
    ollama_base_url: guide.url,
    api_key: secrets.apiKey,
    default_model: "guide:latest",
    system_prompt: words.systemPrompt,
  });
  assert.deepEqual([stored.status, stored.json.has_api_key], [200, true]);
  assert.equal((await call("GET", "/api/version")).status, 200);
  const seen = guide.requests.findLast(({ path }) => path === "/api/version");
  assert.equal(seen?.headers.get("authorization"), `Bearer ${secrets.apiKey}`);
}

/** A chat with everything that can be done to it. Gives its id. */
async function chat({ canaries: { words } }: Use, call: Call): Promise<string> {
  const asked = await call("POST", "/api/chat", { content: `Tell ${words.prompt}`, background: true });
  assert.match(asked.text, new RegExp(words.reply));
  const { items: [session] } = (await call("GET", "/api/sessions")).json;
  const path = `/api/sessions/${session.id}`;
  const { items: [question, reply] } = (await call("GET", `${path}/messages`)).json;
  await call("PATCH", path, { title: words.title, system_prompt: words.systemPrompt });
  await call("PUT", `${path}/draft`, { content: words.draft });
  await call("POST", `/api/messages/${reply.id}/regenerate`, {});
  await call("PATCH", `/api/messages/${question.id}`, { content: words.edited });
  await call("POST", `/api/messages/${question.id}/select`);
  await call("POST", "/api/title", { session_id: session.id });
  await call("GET", `/api/search?q=${words.prompt}`);
  await call("GET", `/api/search?q=${words.query}`);
  await call("GET", `/api/sessions?q=${words.query}`);
  await call("GET", `${path}/metrics`);
  for (const file of [`${path}/export?format=json`, `${path}/export?format=markdown`, "/api/export"]) {
    assert.match((await call("GET", file)).text, new RegExp(words.prompt), file);
  }
  const imported = exportedChat({ title: words.imported, turns: 1 }, 1);
  imported.messages[0]!.content = words.imported;
  assert.equal((await call("POST", "/api/import", imported)).json.imported, 1);
  const passing = await call("POST", "/api/sessions", { temporary: true });
  const said = { content: words.temporary, session_id: passing.json.id, background: true };
  assert.match((await call("POST", "/api/chat", said)).text, new RegExp(words.reply));
  return session.id;
}

/** Ollama fails in every way, and says the key and the question while it does. */
async function breakReplies({ guide, canaries: { secrets, words } }: Use, call: Call): Promise<void> {
  const quoting = `cannot answer "${words.prompt}" with the key ${secrets.apiKey}`;
  const failing = [
    faults.status(400, quoting),
    faults.status(401, quoting),
    faults.status(500, quoting),
    faults.nestedError(quoting),
    faults.errorLine(quoting),
    faults.errorLine({ message: quoting }, 1),
    faults.html(502, `<p>${quoting}`),
    faults.redirect(`http://127.0.0.1:9/${secrets.apiKey}`),
    faults.refuse(),
    faults.closeMidLine(1),
    faults.endWithoutDone(1),
    faults.body(`${quoting}\n`),
    faults.gzipped(quoting),
  ];
  for (const fault of failing) {
    guide.script(fault, { path: "/api/chat" });
    const answer = await call("POST", "/api/chat", { content: words.prompt, background: true });
    assert.match(answer.text, /event: error/, fault.name);
    for (const path of ["/api/generate", "/api/show", "/api/tags", "/api/version", "/api/ps", "/api/pull"]) {
      guide.script(fault, { path });
    }
    await call("GET", "/api/version");
    await call("GET", "/api/models/ps");
    await call("POST", "/api/models/show", { name: "guide:latest" });
    await call("POST", "/api/models/pull", { name: "absent:latest" });
    await call("DELETE", "/api/models/pulls/absent:latest");
    const { items } = (await call("GET", "/api/sessions")).json;
    await call("POST", "/api/title", { session_id: items[0].id });
    await call("GET", "/api/health");
    await call("GET", "/api/models");
    guide.clearScript();
  }
}

async function manage({ canaries: { secrets } }: Use, call: Call, sessionId: string): Promise<void> {
  await call("GET", "/api/models");
  await call("PATCH", "/api/config", { api_key: null }); // with a key Ollama's program is not used
  const [load, unload] = [
    await call("POST", "/api/models/load", { name: "guide:latest" }),
    await call("POST", "/api/models/unload", { name: "guide:latest" }),
  ];
  assert.deepEqual([load.json.via, unload.json.via], ["cli", "cli"]);
  await call("PATCH", `/api/sessions/${sessionId}`, { pinned: true });
  await call("PUT", "/api/config/theme", { theme: "light-quartz" });
  await call("PATCH", "/api/config", { api_key: secrets.apiKey });
}

/** What is refused, with words of a chat in whatever is wrong. */
async function mistake({ canaries: { secrets, words } }: Use, call: Call, sessionId: string): Promise<void> {
  const { prompt } = words;
  const wrong: [method: string, path: string, body: unknown][] = [
    ["POST", "/api/chat", { content: prompt, bogus: prompt }],
    ["POST", "/api/chat", { content: [prompt] }],
    ["POST", "/api/chat", { content: prompt, options: { temperature: prompt } }],
    ["POST", "/api/chat", { content: prompt, session_id: "x" }],
    ["POST", "/api/chat", { content: prompt, session_id: crypto.randomUUID() }],
    ["POST", "/api/chat", { content: prompt, model: "absent" }],
    ["POST", "/api/chat", { content: prompt.repeat(40_000) }],
    ["POST", "/api/chat", `{"content":"${prompt}"`],
    ["POST", "/api/chat", `{"content":"${prompt}","content":"${prompt}"}`],
    ["POST", "/api/chat", `{"content":"${prompt}","__proto__":{"x":"${prompt}"}}`],
    ["POST", "/api/chat", `${prompt}`],
    ["POST", "/api/chat", `content=${prompt}`],
    ["POST", "/api/chat", { content: prompt, images: [`${prompt}!`] }],
    ["PATCH", "/api/config", { api_key: [secrets.apiKey] }],
    ["PATCH", "/api/config", { api_key: secrets.apiKey, theme: "x" }],
    ["PATCH", "/api/config", { options: { stop: [words.prompt, 1] } }],
    ["PATCH", "/api/config", `{"api_key":"${secrets.apiKey}"`],
    ["POST", "/api/login", { password: [secrets.wrongPassword] }],
    ["POST", "/api/login", { password: secrets.wrongPassword, bogus: 1 }],
    ["PATCH", `/api/sessions/${sessionId}`, { title: words.title.repeat(30) }],
    ["PUT", `/api/sessions/${sessionId}/draft`, { content: words.draft, x: words.draft }],
    ["POST", "/api/import", `{"format":"chat-webui","session":"${words.imported}"}`],
    ["POST", "/api/import", words.imported],
    ["POST", "/api/title", { session_id: sessionId, title: words.title }],
    ["PUT", "/api/chat", { content: prompt }],
    ["POST", "/api/nothing", { content: prompt }],
  ];
  for (const [method, path, body] of wrong) {
    const { status } = await call(method, path, body);
    const isTold = status >= 400 && status < 500;
    assert.ok(
      isTold || path === "/api/import",
      `${method} ${path} ${JSON.stringify(body)?.slice(0, 80)}: ${status}`,
    );
  }
  await call("GET", `/api/search?q=${words.query}&limit=x`);
  await call("GET", `/api/sessions?bogus=${words.query}`);
  await call("GET", "/api/sessions", undefined, { origin: `http://${words.query}.test` });
  await call("GET", "/api/sessions", undefined, { "sec-fetch-site": "cross-site" });
}

async function openPages(
  { canaries: { secrets, words } }: Use,
  call: Call,
  sessionId: string,
): Promise<void> {
  const pages = ["/chat", `/chat/${sessionId}`, "/models", "/metrics", "/setup", "/login", "/nothing"];
  const tabs = ["general", "generation", "appearance", "advanced"].map((tab) => `/settings/${tab}`);
  for (const path of [...pages, ...tabs, `/search?q=${words.query}`, `/chat/${sessionId}/file`]) {
    assert.ok((await call("GET", path)).status < 500, path);
  }
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const wrong = new URLSearchParams({ ollama_base_url: "ftp://x", api_key: secrets.apiKey });
  for (const path of ["/setup", "/settings/general"]) {
    for (const action of ["test", "next", "save"]) {
      wrong.set("action", action);
      assert.equal((await call("POST", path, wrong.toString(), form)).status, 400, path);
    }
  }
}

/** Right and wrong messages; everything that comes back is looked at. */
async function speakOverSocket({ url, canaries }: Use, sessionId: string): Promise<void> {
  const { secrets, words } = canaries;
  const options = { headers: { cookie: cookieOf(url, canaries) } } as never; // Deno's own addition
  const socket = new WebSocket(`${url.replace("http", "ws")}/ws/chat`, options);
  const wrong = [words.prompt, { type: words.prompt }, {
    type: "chat",
    content: words.prompt,
    x: words.prompt,
  }];
  let errors = 0;
  const ended = Promise.withResolvers<void>();
  socket.onopen = () => {
    for (const message of wrong) socket.send(JSON.stringify(message));
    socket.send(`{"type":"chat","content":"${words.prompt}"`);
    socket.send(JSON.stringify({ type: "chat", content: words.prompt, session_id: sessionId }));
  };
  socket.onmessage = ({ data }) => {
    const { event, message_id } = JSON.parse(data);
    canaries.see(`the socket's ${event}`, data, event === "error" ? "anything" : "secrets");
    if (event === "error" && message_id === null) errors++;
    if (event === "done") ended.resolve();
  };
  socket.onerror = () => ended.reject(new Error("no socket"));
  await ended.promise;
  assert.equal(errors, wrong.length + 1);
  assert.ok(secrets.cookie);
  const closed = Promise.withResolvers<void>();
  socket.onclose = () => closed.resolve();
  socket.close();
  await closed.promise;
}

/** Someone takes a table away while it runs: errors that nobody expects, with their stacks in the log. */
async function breakDatabase(use: Use, call: Call, sessionId: string): Promise<void> {
  const { canaries: { words }, database } = use;
  const rename = (from: string, to: string) => {
    const db = new DatabaseSync(database);
    db.exec(
      `PRAGMA busy_timeout = 5000; PRAGMA legacy_alter_table = ON; ALTER TABLE ${from} RENAME TO ${to}`,
    );
    db.close();
  };
  for (const table of ["messages", "sessions", "settings"]) {
    rename(table, "taken_away");
    const answers = [
      await call("POST", "/api/chat", { content: words.prompt, session_id: sessionId }),
      await call("PUT", `/api/sessions/${sessionId}/draft`, { content: words.draft }),
      await call("PATCH", `/api/sessions/${sessionId}`, { title: words.title }),
      await call("PATCH", "/api/config", {
        system_prompt: words.systemPrompt,
        api_key: use.canaries.secrets.apiKey,
      }),
      await call("GET", `/api/search?q=${words.query}`),
      await call("GET", `/chat/${sessionId}`),
    ];
    assert.ok(answers.some(({ status }) => status >= 500), `${table} is not missed`);
    rename("taken_away", table);
  }
}
