import assert from "node:assert/strict";
import { regenerateReply } from "@/lib/chat/again.ts";
import { updateSession } from "@/lib/chat/sessions.ts";
import { updateMessage } from "@/lib/db/messages.ts";
import type { Deps } from "@/lib/deps.ts";
import { works } from "@/components/settings/Licences.tsx";
import { catalogue } from "@/lib/texts/catalogue.ts";
import { type TestApp, testApp } from "@/tests/helpers/app.ts";
import { ask, hear } from "@/tests/helpers/chat.ts";
import { testDeps } from "@/tests/helpers/deps.ts";
import { toPage } from "./pages_reader.ts";

/** What a chat has in it: every way a reply can end, versions, reasoning, a pin. */
const answer =
  "Ein Wort.\n\n```ts\nlet a;\n```\n\n| a |\n|---|\n| b |\n\n- [x] ja\n- [ ] nein\n\n![x](http://x.test/x.png)";

Deno.test("no page has English words in it when it is asked for in German", async () => {
  await using test = await testDeps({
    guide: { answer: () => answer },
    env: { accessPassword: "geheim" },
  });
  const app = await loggedIn(await testApp(test.deps), "geheim");
  const chat = await fillChat(test.deps);
  const pages: [path: string, fields?: Record<string, string>][] = [
    ["/chat"],
    [`/chat/${chat.id}`],
    [`/chat/${chat.id}/file`],
    [`/chat/${chat.id}?edit=${chat.questionId}`],
    [`/chat/${chat.id}?delete=${chat.questionId}`],
    ["/chat/018f0000-0000-7000-8000-000000000000"],
    [`/chat/${test.deps.temporary.create({}).id}`],
    ["/models"],
    ["/models", { pull: "kein modell" }],
    ["/models", { load: "guide:latest" }],
    ["/models?details=guide:latest"],
    ["/metrics"],
    ["/search"],
    ["/search?q=Wort"],
    ["/search?q=Wort&role=user&from=2026-01-01"],
    ["/search?q=gibtesnicht"],
    ["/search?filter=archived"],
    ["/settings/general"],
    ["/settings/general", { ollama_base_url: "unfug", keep_alive: "bald", api_key: "a b" }],
    ["/settings/generation"],
    ["/settings/generation", { "options.temperature": "heiß", "options.top_p": "7", "options.top_k": "1.5" }],
    ["/settings/appearance"],
    ["/settings/advanced"],
    ["/settings/nichts"],
    ["/setup"],
    ["/setup", { action: "test", ollama_base_url: "http://127.0.0.1:1" }],
    ["/setup", { action: "test", ollama_base_url: test.guide.url }],
    ["/setup?step=choose"],
  ];
  for (const [path, fields] of pages) await assertGerman(app, path, fields);
});

Deno.test("a page says in German that Ollama is away, and that nothing is there yet", async () => {
  await using test = await testDeps({ guide: null });
  const app = await testApp(test.deps);
  for (const path of ["/chat", "/models", "/metrics", "/search"]) await assertGerman(app, path);
  await assertGerman(app, "/chat", { content: "Wie geht es?" }, { status: 303 });
});

Deno.test("the login page is German, and what it refuses", async () => {
  await using test = await testDeps({ env: { accessPassword: "geheim" } });
  const app = await testApp(test.deps);
  await assertGerman(app, "/login");
  await assertGerman(app, "/login", { password: "falsch" });
});

/** What the same page shows in both languages is a name, a figure, or a text that somebody forgot. */
async function assertGerman(
  app: TestApp,
  path: string,
  fields?: Record<string, string>,
  { status = 0 } = {},
): Promise<void> {
  const read = async (language: string) => {
    const headers: Record<string, string> = { "accept-language": language, origin: app.origin };
    const body = fields && new URLSearchParams(fields);
    const init = body ? { method: "POST", headers, body } : { headers };
    const page = await toPage(await app.fetch(path, init));
    if (status) assert.equal(page.status, status, path);
    return page.document;
  };
  const [english, german] = [await read("en"), await read("de")];
  if (german.documentElement?.lang) assert.equal(german.documentElement.lang, "de", path);
  const same = shownIn(english);
  const forgotten = [...shownIn(german)].filter((text) => same.has(text) && !isName(text));
  assert.deepEqual(forgotten, [], `${path} ${JSON.stringify(fields ?? "")}`);
}

/** Texts and labels, without what people and models have written. */
function shownIn(document: Document): Set<string> {
  const shown = new Set<string>();
  const add = (text: string | null | undefined) => text && shown.add(text.replace(/\s+/g, " ").trim());
  const visit = (node: Element): void => {
    for (const name of ["aria-label", "title", "placeholder", "alt"]) add(node.getAttribute(name));
    if (/^(template|script|style|pre|code|kbd|textarea)$/i.test(node.tagName)) return;
    for (const child of node.childNodes) {
      if (child.nodeType === 3) add(child.textContent);
      else if (child.nodeType === 1) visit(child as Element);
    }
  };
  if (document.documentElement) visit(document.documentElement);
  return shown;
}

/** Names and figures, and what models or this test have said. */
const names = [
  /^[^\p{L}]*$/u,
  /^\d[\d.,]* (B|kB|MB|GB|ms|s|min|h)$/,
  /Chat WebUI|```|^Guide$|guide:latest|^http:|ollama\b.*:\d|llama3\.2:3b/,
  /^(Dark Graphite|Terminal Green|Solarized Dark|Light Quartz|English|Deutsch)$/,
  /^(Markdown|TypeScript|Ollama)$/,
  /^(Ein|Alter Titel|Sag|Noch|Hm|Wort|ja|nein|a|b|x|x\.test)\b/,
  /^(\.?\/|data$)/,
  /^(guide|none|gguf|completion)$/, // as Ollama says it
];

/** Of other people's work, and its licence. */
const credits = new Set(works.flat());

const sameInBoth = new Set(textsOf(catalogue.en).filter((text) => new Set(textsOf(catalogue.de)).has(text)));

function isName(text: string): boolean {
  return names.some((name) => name.test(text)) || credits.has(text) || sameInBoth.has(text);
}

function textsOf(value: unknown): string[] {
  return typeof value === "string" ? [value] : Object.values(value as object).flatMap(textsOf);
}

async function fillChat(deps: Deps): Promise<{ id: string; questionId: string }> {
  const { message } = await ask(deps, "Sag ein Wort");
  const id = message.session_id;
  await hear(deps, await regenerateReply(deps, message.id, { background: true }));
  const endings = ["stopped", "interrupted", "failed"] as const;
  for (const [place, status] of endings.entries()) {
    const reply = (await ask(deps, `Noch ein Wort ${place}`, { session_id: id })).message;
    updateMessage(deps.db, reply.id, {
      status,
      error_code: status === "stopped" ? null : "ollama_unreachable",
      error_message: status === "stopped" ? null : "The server is ending.",
      thinking: "Hm.",
      updated_at: deps.now(),
    });
  }
  updateSession(deps, id, { title: "Ein Titel", pinned: true });
  const old = (await ask(deps, "Wort")).message.session_id;
  updateSession(deps, old, { title: "Alter Titel", archived: true });
  return { id, questionId: message.parent_id! };
}

/** Sends the password with every request. */
function loggedIn(app: TestApp, password: string): TestApp {
  return {
    ...app,
    fetch: (path, init = {}) => {
      const headers = new Headers(init.headers);
      headers.set("authorization", `Bearer ${password}`);
      return app.fetch(path, { ...init, headers });
    },
  };
}
