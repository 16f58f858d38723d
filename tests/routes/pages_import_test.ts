import assert from "node:assert/strict";
import { listSessions } from "@/lib/chat/sessions.ts";
import { exportAll } from "@/lib/transfer/export_json.ts";
import { type TestApp, testApp } from "@/tests/helpers/app.ts";
import { ask } from "@/tests/helpers/chat.ts";
import { testDeps } from "@/tests/helpers/deps.ts";
import { words } from "@/tests/unit/components/rendered.ts";
import { parseHTML } from "linkedom";
import { readPage } from "./pages_reader.ts";

async function sendFile(app: TestApp, content: string, fields: Record<string, string> = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", new File([content], "chats.jsonl"));
  const response = await app.fetch("/settings/import", {
    method: "POST",
    body: form,
    headers: { origin: app.origin },
  });
  const { document } = parseHTML(await response.text());
  return { status: response.status, document: document as unknown as Document };
}

Deno.test("the import form reads chats in, says what it did, and skips them the second time", async () => {
  await using source = await testDeps();
  await ask(source.deps, "Hi");
  const file = [...exportAll(source.deps)].join("");
  const dataDir = await Deno.makeTempDir();
  await using test = await testDeps({ env: { dataDir } });
  const app = await testApp(test.deps);
  const chats = () => listSessions(test.deps, { limit: 50, cursor: "", q: "" }).items.length;

  const dry = await sendFile(app, file, { dry_run: "true" });
  assert.match(
    words(dry.document.querySelector("[role=status]")!),
    /Nothing was stored\. 1 chat would come in/,
  );
  assert.equal(chats(), 0);

  const first = await sendFile(app, `${file}{"format":"chat-webui","version":1}\n`);
  assert.equal(first.status, 200);
  assert.match(
    words(first.document.querySelector("[role=status]")!),
    /1 chat came in.*1 chat could not be read/,
  );
  assert.match(words(first.document.querySelector("main tbody tr")!), /^2 /);
  assert.equal(chats(), 1);

  const again = await sendFile(app, file);
  assert.match(words(again.document.querySelector("[role=status]")!), /0 chats came in, 1 were here already/);
  await Deno.remove(dataDir, { recursive: true });
});

Deno.test("the import form refuses what is no file of chats, with words", async () => {
  const dataDir = await Deno.makeTempDir();
  await using test = await testDeps({ env: { dataDir } });
  const app = await testApp(test.deps);
  const { status, document } = await sendFile(app, "hello");
  assert.equal(status, 400);
  assert.ok(words(document.querySelector("main [role=alert]")!).length > 10);
  await Deno.remove(dataDir, { recursive: true });
});

Deno.test("the advanced settings offer import and export, and say what is stored", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  await ask(test.deps, "Hi");
  const { document } = await readPage(app, "/settings/advanced");
  assert.match(words(document.querySelector("main")!), /Chats 1 Messages 2 Database [\d.]+ kB/);
  assert.ok(document.querySelector("form[action='/settings/import'] input[type=file]"));
  assert.ok(document.querySelector("a[href='/api/export']"));
});
