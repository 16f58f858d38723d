import assert from "node:assert/strict";
import { readFileForm, readFilePart } from "@/lib/http/file_part.ts";
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

Deno.test("readFileForm() gives all fields and files, without those that were left empty", async () => {
  const form = new FormData();
  form.append("content", "two\nlines, and " + tricky);
  form.append("files", new File([new Uint8Array([0, 13, 10, 255])], "ü.png"));
  form.append("files", new File([""], ""));
  form.append("files", new File([tricky], "a.txt"));
  form.append("model", "guide:latest");
  const request = new Request("http://localhost", { method: "POST", body: form });
  const type = request.headers.get("content-type")!;
  const bytes = new Uint8Array(await request.arrayBuffer());
  for (const length of [3, 100, bytes.length]) {
    const { fields, files } = await readFileForm(type, inPieces(bytes, length));
    assert.equal(fields.get("content"), "two\nlines, and " + tricky.replaceAll("\r\n", "\n"));
    assert.equal(fields.get("model"), "guide:latest");
    assert.deepEqual(files.map(({ name }) => name), ["ü.png", "a.txt"]);
    assert.deepEqual([...files[0]!.bytes], [0, 13, 10, 255]);
    assert.equal(new TextDecoder().decode(files[1]!.bytes), tricky);
  }
});

Deno.test("readFileForm() bounds the fields: their number, and the length of a text", async () => {
  const read = (form: FormData) => {
    const request = new Request("http://localhost", { method: "POST", body: form });
    return readFileForm(request.headers.get("content-type")!, request.body!);
  };
  const many = new FormData();
  for (let count = 0; count < 1001; count++) many.append("a", "");
  await assert.rejects(read(many), /more than 1000 fields/);
  const long = new FormData();
  long.append("content", "a".repeat(4 * 1024 * 1024 + 1));
  await assert.rejects(read(long), /too long/);
});
