import assert from "node:assert/strict";
import { readFilePart } from "@/lib/http/file_part.ts";
import { InvalidInputError } from "@/lib/errors.ts";

const tricky = "a\r\n--b\r\n-\r\n--bound\nary\r\n--boun\r\n";

async function formOf(content: string): Promise<{ type: string; bytes: Uint8Array }> {
  const form = new FormData();
  form.append("dry_run", "true");
  form.append("file", new File([content], "chats.json"));
  const request = new Request("http://localhost", { method: "POST", body: form });
  return { type: request.headers.get("content-type")!, bytes: new Uint8Array(await request.arrayBuffer()) };
}

async function* inPieces(bytes: Uint8Array, length: number) {
  for (let at = 0; at < bytes.length; at += length) yield await Promise.resolve(bytes.slice(at, at + length));
}

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  return await new Response(ReadableStream.from(bytes)).text();
}

Deno.test("readFilePart() gives the file byte for byte, whatever the pieces", async () => {
  for (const content of ["", "{}", tricky, "ü".repeat(5000)]) {
    const { type, bytes } = await formOf(content);
    for (const length of [1, 2, 7, 64, bytes.length]) {
      const part = await readFilePart(type, inPieces(bytes, length));
      assert.equal(part.fields.get("dry_run"), "true");
      assert.equal(await textOf(part.bytes), content, `in pieces of ${length}`);
    }
  }
});

Deno.test("readFilePart() says what is wrong with a form that is cut off or has no file", async () => {
  const { type, bytes } = await formOf("some chats");
  const cut = await readFilePart(type, inPieces(bytes.slice(0, -20), 50));
  await assert.rejects(textOf(cut.bytes), InvalidInputError);
  await assert.rejects(readFilePart("text/plain", inPieces(bytes, 50)), InvalidInputError);
  const fieldsOnly = new FormData();
  fieldsOnly.append("dry_run", "true");
  const request = new Request("http://localhost", { method: "POST", body: fieldsOnly });
  const body = new Uint8Array(await request.arrayBuffer());
  await assert.rejects(
    readFilePart(request.headers.get("content-type")!, inPieces(body, 9)),
    /The form has no file/,
  );
});
