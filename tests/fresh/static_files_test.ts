import assert from "node:assert/strict";
import { getFixture } from "./build_fixture.ts";

async function get(path: string, init?: RequestInit) {
  const res = await getFixture(path, init);
  return { status: res.status, headers: res.headers, body: await res.text() };
}

Deno.test("staticFiles() serves a file with its type, length and ETag, and 304 when that is known", async () => {
  const { status, headers, body } = await get("/a.txt");
  assert.deepEqual([status, body], [200, "plain text\n"]);
  assert.equal(headers.get("content-type"), "text/plain; charset=UTF-8");
  assert.equal(headers.get("content-length"), "11");
  assert.match(headers.get("cache-control")!, /no-store/);
  const etag = headers.get("etag")!;
  for (const known of [etag, etag.slice(3, -1), `"x", ${etag}`]) {
    const again = await get("/a.txt", { headers: { "if-none-match": known } });
    assert.deepEqual([again.status, again.body], [304, ""]);
  }
  assert.equal((await get("/a.txt", { headers: { "if-none-match": '"other"' } })).status, 200);
});

Deno.test("staticFiles() lets a file be cached for ever under the build's id, and redirects from another's", async () => {
  const { body: css } = await get("/style.css");
  const [, id] = /url\("\/a\.txt\?__frsh_c=([0-9a-f]{40})"\)/.exec(css)!;
  assert.match((await get(`/a.txt?__frsh_c=${id}`)).headers.get("cache-control")!, /immutable/);
  const old = await get("/a.txt?x=1&__frsh_c=old");
  assert.deepEqual([old.status, old.headers.get("location")], [307, "/a.txt?x=1"]);
});

Deno.test("staticFiles() refuses other methods, and knows no hidden file and none outside", async () => {
  assert.equal((await get("/a.txt", { method: "POST" })).status, 405);
  for (
    const path of [
      "/.hidden/file.txt",
      "/..%2fmain.ts",
      "/%2e%2e%2fmain.ts",
      "/..%5cmain.ts",
      "/%",
      "/a.txt%00",
      "/static/a.txt",
    ]
  ) {
    assert.equal((await get(path)).status, 404, path);
  }
  const icon = await get("/favicon.ico");
  assert.deepEqual([icon.status, icon.body], [404, ""]);
});

Deno.test("onTransformStaticFile() renames a file and replaces its content", async () => {
  assert.equal((await get("/note.shout.txt")).body, "LOUD in production");
  assert.equal((await get("/note.shout")).status, 404);
});
