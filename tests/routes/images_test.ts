import assert from "node:assert/strict";
import { guideModel } from "@/lib/guide/manual/guide_model.ts";
import { type TestApp, testApp } from "@/tests/helpers/app.ts";
import { ask } from "@/tests/helpers/chat.ts";
import { testDeps } from "@/tests/helpers/deps.ts";
import { words } from "@/tests/unit/components/rendered.ts";
import { type ReadPage, readPage, toPage } from "./pages_reader.ts";

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

Deno.test("POST /chat without scripts takes images along, and the text of other files into the message", async () => {
  await using test = await testDeps({ guide: { models: [seeing] } });
  await test.deps.settings.patch({ default_model: seeing.name });
  const app = await testApp(test.deps);
  const { status, location } = await postFiles(app, { content: "Look", model: seeing.name }, [
    file("a.png", kinds[0]![0]),
    file("main.py", "print(1)\r\n"),
  ]);
  assert.equal(status, 303);
  const { document } = await readPage(app, location!.split("#")[0]!);
  const question = document.querySelector("article")!;
  assert.equal(question.querySelectorAll("img").length, 1);
  assert.match(question.querySelector(".message-body")!.textContent!, /Look.*main\.py:.*print\(1\)/s);
});

Deno.test("POST /chat without scripts says which file is refused and why, with the text kept", async () => {
  await using test = await testDeps({ guide: { models: [seeing, guideModel()] } });
  const app = await testApp(test.deps);
  const png = file("a.png", kinds[0]![0]);
  const refused: [files: File[], model: string, why: RegExp][] = [
    [[file("report.pdf", "%PDF-1.7")], seeing.name, /report\.pdf is neither text nor an image/],
    [[file("a.txt", "a".repeat(1024 * 1024 + 1))], seeing.name, /a\.txt is too long: a message holds 1 MiB/],
    [[png, png, png, png, png], seeing.name, /A message takes 4 images/],
    [[png], "guide:latest", /guide:latest cannot see images/],
    [
      [file("big.png", [...kinds[0]![0], ...new Uint8Array(20 * 1024 * 1024)])],
      seeing.name,
      /larger than 20 MiB/,
    ],
  ];
  await test.deps.catalog.refresh();
  for (const [files, model, why] of refused) {
    const { status, document } = await postFiles(app, { content: "Look at this", model }, files);
    assert.equal(status, 400, String(why));
    assert.match(words(document.querySelector("[role=alert]")!), why);
    assert.equal(document.querySelector("textarea[name=content]")!.textContent, "Look at this");
    assert.equal(document.querySelectorAll("article").length, 0);
  }
});

const seeing = { ...guideModel(), name: "eye:latest", capabilities: ["completion", "vision"] };

function file(name: string, content: string | number[]): File {
  return new File([typeof content === "string" ? content : new Uint8Array(content)], name);
}

/** As the composer's form is sent by a browser without scripts. */
async function postFiles(app: TestApp, fields: Record<string, string>, files: File[]): Promise<ReadPage> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  for (const each of files) body.append("files", each);
  return await toPage(await app.fetch("/chat", { method: "POST", headers: { origin: app.origin }, body }));
}
