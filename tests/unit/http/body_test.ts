import assert from "node:assert/strict";
import * as z from "zod";
import { AppError } from "@/lib/errors.ts";
import { readJson, readQuery } from "@/lib/http/body.ts";

const Body = z.strictObject({
  name: z.string(),
  options: z.strictObject({ temperature: z.number().max(2).optional() }).optional(),
  images: z.array(z.string()).optional(),
});

function post(body: BodyInit, headers?: HeadersInit): Request {
  return new Request("http://localhost/", { method: "POST", body, headers });
}

async function failure(work: Promise<unknown>): Promise<AppError> {
  try {
    await work;
  } catch (error) {
    assert(error instanceof AppError, String(error));
    return error;
  }
  throw new Error("It was accepted.");
}

Deno.test("readJson() parses JSON whatever the Content-Type says", async () => {
  for (const type of ["application/json", "text/plain", "application/x-www-form-urlencoded", "nonsense"]) {
    assert.deepEqual(await readJson(post('{"name":"ü"}', { "content-type": type }), Body), { name: "ü" });
  }
});

Deno.test("readJson() refuses form posts, broken JSON, wrong types and wrong shapes with 400", async () => {
  const bodies = [
    "",
    "  ",
    "name=x",
    "{",
    '{"name":"x"',
    '{"name":"x",}',
    "{'name':'x'}",
    "[]",
    "null",
    '"text"',
    "1",
    '{"name":5}',
    '{"name":"x"} {}',
    '{"name":NaN}',
    '\ufeff\ufeff{"name":"x"}',
  ];
  for (const body of bodies) {
    const error = await failure(readJson(post(body), Body));
    assert.equal(error.code, "invalid_input", body);
    assert(error.details!.length > 0, body);
  }
  const form = new FormData();
  form.set("name", "x");
  assert.equal((await failure(readJson(post(form), Body))).code, "invalid_input");
});

Deno.test("readJson() names each problem by its dotted path", async () => {
  const body = JSON.stringify({
    name: 1,
    options: { temperature: 9, temprature: 1 },
    images: ["a", 2],
    extra: true,
  });
  const { details } = await failure(readJson(post(body), Body));
  assert.deepEqual(details!.map((detail) => detail.path).sort(), [
    "extra",
    "images.1",
    "name",
    "options.temperature",
    "options.temprature",
  ]);
});

Deno.test("readJson() refuses the same key twice and a key __proto__, at any depth", async () => {
  const table: [string, string][] = [
    ['{"name":"a","name":"b"}', "name"],
    ['{"name":"a","\\u006eame":"b"}', "name"],
    ['{"name":"a","options":{"temperature":1,"temperature":1}}', "options.temperature"],
    ['{"name":"a","__proto__":{"x":1}}', "__proto__"],
    ['{"name":"a","options":{"__proto__":null}}', "options.__proto__"],
  ];
  for (const [body, path] of table) {
    const error = await failure(readJson(post(body), Body));
    assert.equal(error.code, "invalid_input");
    assert.equal(error.details![0]!.path, path, body);
  }
});

Deno.test("readJson() refuses nesting without end with 400 and lives", async () => {
  const deep = `{"name":${"[".repeat(200_000)}${"]".repeat(200_000)}}`;
  assert.equal((await failure(readJson(post(deep), Body))).code, "invalid_input");
});

Deno.test("readJson() refuses invalid UTF-8", async () => {
  const bytes = new TextEncoder().encode('{"name":"x"}');
  bytes[9] = 0xff;
  assert.match((await failure(readJson(post(bytes), Body))).message, /UTF-8/);
});

Deno.test("readJson() counts bytes while they come, with and without a Content-Length", async () => {
  const body = JSON.stringify({ name: "x".repeat(1000) });
  assert.equal((await readJson(post(body), Body, { limit: body.length })).name.length, 1000);
  const error = await failure(readJson(post(body), Body, { limit: body.length - 1 }));
  assert.equal(error.code, "payload_too_large");

  let pulled = 0;
  const endless = new ReadableStream({
    pull(controller) {
      pulled++;
      controller.enqueue(new Uint8Array(1000).fill(32));
    },
  });
  const request = new Request("http://localhost/", { method: "POST", body: endless });
  assert.equal((await failure(readJson(request, Body, { limit: 5000 }))).code, "payload_too_large");
  assert(pulled < 20, `${pulled} chunks were read`);
});

Deno.test("readJson() takes what an empty body means when the route says so", async () => {
  assert.deepEqual(await readJson(post(""), Body.partial(), { empty: {} }), {});
});

Deno.test("readQuery() refuses unknown and repeated parameters by name", () => {
  const Query = z.strictObject({ limit: z.coerce.number().optional() });
  assert.deepEqual(readQuery(new URL("http://x/?limit=5"), Query), { limit: 5 });
  assert.throws(() => readQuery(new URL("http://x/?limti=5"), Query), (error: AppError) => {
    assert.deepEqual(error.details, [{ path: "limti", message: "is not a known field" }]);
    return true;
  });
  assert.throws(() => readQuery(new URL("http://x/?limit=5&limit=6"), Query), /twice/);
});
