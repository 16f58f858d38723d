import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { groups } from "@/lib/openapi/groups.ts";
import { testApp } from "@/tests/helpers/app.ts";
import { testDeps } from "@/tests/helpers/deps.ts";

const own = "http://127.0.0.1:8000";
const invited = "https://tools.example";

/** What a browser, a script or someone who lies may say of where a request comes from; `undefined`: nothing. */
const sites = [
  undefined,
  "same-origin",
  "none",
  "same-site",
  "cross-site",
  "",
  "Same-Origin",
  "same-origin, none",
];
const origins = [
  undefined,
  own,
  "http://localhost:8000",
  "http://[::1]:8000",
  "HTTP://127.0.0.1:8000",
  "null",
  "",
  "https://127.0.0.1:8000/",
  "http://127.0.0.1:3000",
  "http://127.0.0.1",
  "http://localhost.:8000",
  "http://127.0.0.1:8000.evil.test",
  "http://127.0.0.1:8000@evil.test",
  "http://evil.test:8000",
  "http://evil.test/127.0.0.1:8000",
  "file://",
  "chrome-extension://abcdefgh",
  "ws://127.0.0.1:8000",
  `${own} ${own}`,
  invited,
  `${invited}.evil.test`,
];

/** What may pass, said anew: the site decides when it is told, else the origin; invited ones reach the API only. */
function mayPass(site: string | undefined, origin: string | undefined, path: string): boolean {
  const isOwnOrigin = origin !== undefined &&
    [own, "http://localhost:8000", "http://[::1]:8000"].includes(origin.toLowerCase());
  const isOwn = site === undefined
    ? origin === undefined || isOwnOrigin
    : ["same-origin", "none"].includes(site);
  return isOwn || (origin === invited && path.startsWith("/api/"));
}

const id = "0190a0a0-0000-7000-8000-000000000000";

/** Every operation of the reference, every kind of page and file, and the socket. */
const requests: [method: string, path: string][] = [
  ...groups.flatMap(({ operations }) =>
    operations.map(({ method, path }): [string, string] => [
      method.toUpperCase(),
      path.replace("{id}", id).replace("{name}", "absent:latest"),
    ])
  ),
  ...[
    "/",
    "/chat",
    `/chat/${id}`,
    "/setup",
    "/login",
    "/settings/general",
    "/settings/import",
    "/models",
    "/nothing",
  ]
    .flatMap((path): [string, string][] => [["GET", path], ["POST", path], ["DELETE", path]]),
  ["GET", "/styles.css"],
  ["HEAD", "/api/config"],
  ["OPTIONS", "/api/config"],
  ["GET", "/ws/chat"],
  ["POST", "/ws/chat"],
];

Deno.test("every method of every address judges where a request comes from, before it changes anything", async () => {
  const folder = await Deno.makeTempDir({ prefix: "chat-webui-origins-" });
  const databasePath = join(folder, "chatbot.db");
  await using test = await testDeps({ databasePath, env: { corsOrigins: [invited] } });
  const app = await testApp(test.deps);
  const before = dump(databasePath);
  const counts = { refused: 0, passed: 0 };
  for (const shouldPass of [false, true]) {
    for (const [method, path] of requests) {
      for (const site of sites) {
        for (const origin of origins) {
          if (mayPass(site, origin, path) !== shouldPass) continue;
          // One of those that pass is enough: nothing more than the origin is looked at here.
          if (shouldPass && (site ?? origin) !== undefined && origin !== invited) continue;
          const headers = new Headers();
          if (site !== undefined) headers.set("sec-fetch-site", site);
          if (origin !== undefined) headers.set("origin", origin);
          const response = await app.fetch(path, { method, headers });
          await response.body?.cancel();
          const where = `${method} ${path} from ${origin} (${site}): ${response.status}`;
          assert.equal(response.status === 403, !shouldPass, where);
          const welcome = response.headers.get("access-control-allow-origin");
          assert.equal(welcome, shouldPass && origin === invited && !isOwnSite(site) ? invited : null, where);
          counts[shouldPass ? "passed" : "refused"]++;
        }
      }
    }
    if (!shouldPass) assert.deepEqual(dump(databasePath), before);
  }
  assert.ok(counts.refused > 8_000 && counts.passed > 100, JSON.stringify(counts));
  await Deno.remove(folder, { recursive: true });
});

function isOwnSite(site: string | undefined): boolean {
  return site === "same-origin" || site === "none";
}

/** Every row of every table. */
function dump(path: string): Record<string, unknown[]> {
  const db = new DatabaseSync(path, { readOnly: true });
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  const rows = tables.map(({ name }) => [name, db.prepare(`SELECT * FROM "${name}"`).all()]);
  db.close();
  return Object.fromEntries(rows);
}
