import assert from "node:assert/strict";
import { testApp } from "@/tests/helpers/app.ts";
import { ask } from "@/tests/helpers/chat.ts";
import { testDeps } from "@/tests/helpers/deps.ts";
import { readPage } from "./pages_reader.ts";

const kinds: [bytes: number[], type: string][] = [
  [[0x89, 0x50, 0x4e, 0x47, 1], "image/png"],
  [[0xff, 0xd8, 0xff, 0xe0], "image/jpeg"],
  [[...new TextEncoder().encode("RIFF....WEBP")], "image/webp"],
  [[...new TextEncoder().encode("<svg onload=alert(1)>")], "application/octet-stream"],
];

Deno.test("GET /api/messages/{id}/images/{index} gives each image as it was sent, as nothing that could run", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const images = kinds.map(([bytes]) => new Uint8Array(bytes).toBase64());
  const { message } = await ask(test.deps, "Look", { images });
  for (const [index, [bytes, type]] of kinds.entries()) {
    const response = await app.fetch(`/api/messages/${message.parent_id}/images/${index}`);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-type"), type);
    assert.equal(response.headers.get("x-content-type-options"), "nosniff");
    assert.match(response.headers.get("cache-control")!, /^private, .*immutable$/);
    assert.deepEqual([...await response.bytes()], bytes);
  }
  for (
    const path of [`${message.parent_id}/images/4`, `${message.parent_id}/images/x`, `${message.id}/images/0`]
  ) {
    const response = await app.fetch(`/api/messages/${path}`);
    assert.equal(response.status, 404, path);
    await response.body?.cancel();
  }
});

Deno.test("a question's images stand above its text, and in the chat's page only where there are some", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const { message } = await ask(test.deps, "Look", { images: [new Uint8Array([0x89]).toBase64()] });
  const { document } = await readPage(app, `/chat/${message.session_id}`);
  const found = [...document.querySelectorAll("article img")];
  assert.deepEqual(found.map((image) => [image.getAttribute("src"), image.getAttribute("alt")]), [
    [`/api/messages/${message.parent_id}/images/0`, "Image 1"],
  ]);
});

Deno.test("an image of a temporary chat is given, and not to be kept by the browser", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const { id } = await (await app.send("POST", "/api/sessions", { temporary: true })).json();
  const images = [new Uint8Array(kinds[0]![0]).toBase64()];
  const asked = await app.send("POST", "/api/chat", {
    session_id: id,
    content: "Look",
    images,
    background: true,
  });
  await asked.text();
  const { items } = await (await app.fetch(`/api/sessions/${id}/messages`)).json();
  const response = await app.fetch(`/api/messages/${items[0].id}/images/0`);
  assert.equal(response.headers.get("content-type"), "image/png");
  assert.equal(response.headers.get("cache-control"), "no-store");
  await response.body?.cancel();
});
