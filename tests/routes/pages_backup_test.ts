import assert from "node:assert/strict";
import { openDatabase } from "@/lib/db/open_database.ts";
import { type TestApp, testApp } from "@/tests/helpers/app.ts";
import { type TestDeps, testDeps, type TestDepsOptions } from "@/tests/helpers/deps.ts";
import { words } from "@/tests/unit/components/rendered.ts";
import { post, readPage } from "./pages_reader.ts";

interface Place {
  app: TestApp;
  test: TestDeps;
  folder: string;
}

async function inFolder(work: (place: Place) => Promise<void>, options: TestDepsOptions = {}): Promise<void> {
  const folder = await Deno.makeTempDir();
  const env = { ...options.env, dataDir: folder };
  const test = await testDeps({ ...options, env, databasePath: `${folder}/chatbot.db` });
  try {
    await work({ app: await testApp(test.deps), test, folder });
  } finally {
    await test.close();
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("settings: Back up now makes a checked copy, says so, and the copy can be taken along", () =>
  inFolder(async ({ app, test, folder }) => {
    const before = await readPage(app, "/settings/advanced");
    assert.match(words(card(before.document)), new RegExp(`Kept in ${folder}/backups`));
    assert.match(words(card(before.document)), /Last nightly one None yet/);
    assert.equal(card(before.document).querySelector("li"), null);

    const { status, location } = await post(app, "/settings/advanced", { action: "back_up" });
    assert.equal(status, 303);
    const { document } = await readPage(app, location!.replace("#backup", ""));
    const [made] = test.deps.backups.list();
    assert.match(
      words(document.querySelector("[role=status]")!),
      /^Saved chatbot-[\d_-]+\.db, \d+ kB, checked$/,
    );
    assert.match(words(card(document)), new RegExp(`made by hand · \\d+ kB ${made!.name}`));
    assert.match(words(card(document)), new RegExp(`deno task restore ${made!.path}`));
    assert.equal(Deno.statSync(made!.path).mode! & 0o777, 0o600);

    const link = card(document).querySelector("li a")!;
    assert.equal(link.getAttribute("aria-label"), `Download ${made!.name}`);
    const answer = await app.fetch(link.getAttribute("href")!);
    assert.equal(answer.headers.get("content-length"), String(made!.bytes));
    assert.match(
      answer.headers.get("content-disposition")!,
      new RegExp(`^attachment; filename="${made!.name}"`),
    );
    const bytes = await answer.bytes();
    assert.deepEqual(bytes, Deno.readFileSync(made!.path));
    Deno.writeFileSync(`${folder}/taken.db`, bytes);
    openDatabase(`${folder}/taken.db`).close();
    const head = await app.fetch(link.getAttribute("href")!, { method: "HEAD" });
    assert.deepEqual([head.status, head.body], [200, null]);
  }));

Deno.test("settings: two clicks at once are one backup, and both are told of it", () =>
  inFolder(async ({ app, test }) => {
    const both = [1, 2].map(() => post(app, "/settings/advanced", { action: "back_up" }));
    const [first, second] = await Promise.all(both);
    assert.equal(first!.status, 303);
    assert.equal(first!.location, second!.location);
    assert.equal(test.deps.backups.list().length, 1);
  }));

Deno.test("settings: backups are listed newest first by kind and date, and nothing else there is", () =>
  inFolder(async ({ app, test, folder }) => {
    Deno.mkdirSync(`${folder}/backups`);
    const put = (name: string) => Deno.writeTextFileSync(`${folder}/backups/${name}`, "12345");
    put("nightly-2026-11-20_01-00-00-000.db");
    put("before-schema-2026-11-22_01-00-00-000.db");
    put("chatbot-2026-11-21_01-00-00-000.db");
    put("nightly-2026-11-23_01-00-00-000.db.partial");
    put("notes.txt");
    Deno.symlinkSync("/etc/passwd", `${folder}/backups/nightly-2026-11-24_01-00-00-000.db`);
    const { document } = await readPage(app, "/settings/advanced");
    const kinds = [...card(document).querySelectorAll("li p:first-child")].map((line) => words(line));
    assert.deepEqual(kinds.map((line) => line.replace(/^.*? · /, "")), [
      "before a change of the database · 5 B",
      "made by hand · 5 B",
      "nightly · 5 B",
    ]);
    assert.match(words(card(document)), /Last nightly one 20 Nov 2026/);
    const names = ["nightly-2026-11-24_01-00-00-000.db", "notes.txt", "..%2Fchatbot.db", "%2Fetc%2Fpasswd"];
    for (const name of names) {
      assert.equal((await app.fetch(`/settings/backups/${name}`)).status, 404, name);
    }
    assert.equal(test.deps.backups.list().length, 3);
  }));

Deno.test("settings: a backup that cannot be made says why, in its place, and leaves nothing", () =>
  inFolder(async ({ app, folder }) => {
    Deno.writeTextFileSync(`${folder}/backups`, "a file where the folder should be");
    const { status, document } = await post(app, "/settings/advanced", { action: "back_up" });
    assert.equal(status, 503);
    assert.match(
      words(card(document).querySelector("[role=alert]")!),
      /^No backup was made \(.+\)\. Check that /,
    );
    assert.equal(document.querySelector("[role=status]"), null);
    const found = [...Deno.readDirSync(folder)].map(({ name }) => name);
    assert.deepEqual(found.filter((name) => /partial/.test(name)), []);
  }));

Deno.test("a backup is for those who may use the server, and for its own pages", () =>
  inFolder(async ({ app, test }) => {
    const { name } = await test.deps.backups.make("chatbot");
    const path = `/settings/backups/${name}`;
    const refused = await app.fetch(path);
    assert.deepEqual([refused.status, refused.headers.get("location")], [
      303,
      `/login?next=${encodeURIComponent(path)}`,
    ]);
    const authorization = "Bearer a long sentence";
    const answer = await app.fetch(path, { headers: { authorization } });
    assert.equal(answer.status, 200);
    await answer.body!.cancel();
    const foreign = await app.fetch(path, { headers: { authorization, "sec-fetch-site": "cross-site" } });
    assert.equal(foreign.status, 403);
  }, { env: { accessPassword: "a long sentence" } }));

function card(document: Document): Element {
  return document.querySelector("#backup")!;
}
