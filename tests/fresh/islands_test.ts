import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import { getFixture, withQuietConsole } from "./build_fixture.ts";

async function open(path: string) {
  const res = await getFixture(path);
  const html = await res.text();
  return { res, html, document: parseHTML(html).document };
}

Deno.test("a page without islands has no script, and no Link header", async () => {
  const { res, document } = await open("/plain");
  assert.equal(res.headers.get("link"), null);
  assert.equal(document.querySelectorAll("script, template").length, 0);
});

Deno.test("a page with islands preloads what its inline script imports, from the build's folder", async () => {
  const { res, document } = await open("/");
  const preloaded = [...res.headers.get("link")!.matchAll(/<([^>]+)>; rel="modulepreload"/g)].map(([, url]) =>
    url
  );
  const imported = [
    ...document.querySelector("script[type=module]")!.textContent!.matchAll(/from"([^"]+)"/g),
  ];
  assert.equal(imported.length, 4);
  for (const [, url] of imported) assert.ok(preloaded.includes(url), url);
  for (const url of preloaded) {
    assert.match(url!, /^\/_fresh\/js\/[0-9a-f]{40}\/[\w.-]+\.js$/);
    const script = await getFixture(url!);
    assert.equal(script.status, 200);
    await script.body?.cancel();
  }
});

Deno.test("islands are rendered in place; what they do not show of their children waits in a template", async () => {
  const { document } = await open("/");
  assert.equal(document.querySelector(".layout #a")!.textContent, "5");
  assert.equal(document.querySelector("#open .panel > #shown")!.textContent, "7");
  assert.equal(document.querySelector("#closed .panel"), null);
  const late = document.querySelector("template")!;
  assert.match(late.innerHTML, /Server's words/);
});

Deno.test("props cannot end the script that they are in", async () => {
  const { html } = await open("/");
  for (const [, code] of html.matchAll(/<script[^>]*>(.*?)<\/script>/gs)) {
    assert.doesNotMatch(code!, /<\/script|<!--/);
  }
});

Deno.test("a prop without a prototype, or with a function in it, is an error that names it", async () => {
  for (
    const [path, message] of [
      ["/no_prototype", /prop "value" of the island Kinds is an object without a prototype/],
      ["/function_prop", /<Kinds>\.value\.deep\.0 is a function/],
    ] as const
  ) {
    const { result, printed } = await withQuietConsole(() => open(path));
    assert.equal(result.res.status, 500);
    assert.match(result.document.querySelector("#error p")!.textContent!, message);
    assert.match(String(printed[0]), message);
  }
});
