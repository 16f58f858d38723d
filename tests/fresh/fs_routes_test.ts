import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import { compareRoutePaths, routePattern } from "../../lib/fresh/src/fs_path.ts";
import { getFixture } from "./build_fixture.ts";

Deno.test("routePattern() makes URL patterns of file names", () => {
  for (
    const [file, pattern] of [
      ["index.tsx", "/"],
      ["a/index.tsx", "/a"],
      ["feed.xml.ts", "/feed.xml"],
      ["blog/[slug].tsx", "/blog/:slug"],
      ["[a]-[b].tsx", "/:a-:b"],
      ["shop/[[variant]].tsx", "/shop/:variant?"],
      ["docs/[...path].tsx", "/docs/:path*"],
      ["[...all].tsx", "/:all(.*)"],
      ["(group)/x/(inner)/y.tsx", "/x/y"],
      ["a+b.tsx", "/a\\+b"],
    ]
  ) assert.equal(routePattern(file!).pattern, pattern);
});

Deno.test("compareRoutePaths() puts literal names before parameters before rests, index first", () => {
  const sorted = [
    "[...all].ts",
    "[id].ts",
    "[id]/index.ts",
    "a/[x].ts",
    "a/b.ts",
    "a/index.ts",
    "a/[...r].ts",
  ]
    .sort(compareRoutePaths);
  assert.deepEqual(sorted, [
    "a/index.ts",
    "a/b.ts",
    "a/[x].ts",
    "a/[...r].ts",
    "[id].ts",
    "[id]/index.ts",
    "[...all].ts",
  ]);
});

Deno.test("fsRoutes() gives routes their folders' middlewares, layouts and error pages", async () => {
  const rest = await getFixture("/api/a/b");
  assert.equal(rest.headers.get("x-trace"), "main,api");
  assert.deepEqual(await rest.json(), { path: "a/b", route: "/api/:path*" });
  assert.equal(await (await getFixture("/api/health", { method: "DELETE" })).text(), "ok");

  const admin = await getFixture("/admin/7");
  const { document } = parseHTML(await admin.text());
  assert.equal(admin.status, 201);
  assert.equal(document.querySelector("html[lang=en] #admin")!.textContent, "7");
  assert.equal(document.querySelector(".layout"), null);
});

Deno.test("fsRoutes() answers what is missing by _error: paths, methods, and what handlers throw", async () => {
  for (
    const [path, method, status] of [
      ["/nope", "GET", 404],
      ["/api/a", "POST", 404],
      ["/admin/gone", "GET", 410],
    ] as const
  ) {
    const res = await getFixture(path, { method });
    assert.equal(res.status, status);
    const { document } = parseHTML(await res.text());
    assert.equal(document.querySelector(".layout #error h1")!.textContent, String(status));
  }
});
