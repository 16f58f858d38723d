import assert from "node:assert/strict";
import { asCodeBlock, readTextFile } from "@/lib/shared/text_file.ts";

const bytes = (...values: number[]) => new Blob([new Uint8Array(values)]);

Deno.test("readTextFile() reads UTF-8, UTF-16 and what Windows wrote, with line breaks of one kind", async () => {
  assert.deepEqual(await readTextFile(new Blob(["a,b\r\nü,😀\r\n"])), { text: "a,b\nü,😀\n" });
  assert.deepEqual(await readTextFile(new Blob([""])), { text: "" });
  assert.deepEqual(await readTextFile(bytes(0xff, 0xfe, 0x61, 0, 0xfc, 0)), { text: "aü" });
  assert.deepEqual(await readTextFile(bytes(0x4d, 0xfc, 0x6c, 0x6c)), { text: "Müll" });
});

Deno.test("readTextFile() takes a letter across its first look for what it is", async () => {
  const text = "a".repeat(4095) + "ü and on";
  assert.deepEqual(await readTextFile(new Blob([text])), { text });
});

Deno.test("readTextFile() refuses programs, archives and PDFs as no text, whatever their size", async () => {
  const binary = { refused: "noText" };
  assert.deepEqual(await readTextFile(new Blob(["PK\x03\x04\x14\0"])), binary);
  assert.deepEqual(await readTextFile(new Blob(["%PDF-1.4 and then letters"])), binary);
  assert.deepEqual(await readTextFile(new Blob(["a".repeat(5000), "\0"])), binary);
  assert.deepEqual(await readTextFile(new Blob(["\0", "a".repeat(2 ** 21)])), binary);
  assert.deepEqual(await readTextFile(new Blob(["a".repeat(2 ** 20 + 1)])), { refused: "textTooLong" });
});

Deno.test("asCodeBlock() names the file and its language, and fences what holds fences", () => {
  assert.equal(asCodeBlock("main.py", "print(1)\n"), "main.py:\n```py\nprint(1)\n```\n");
  assert.equal(asCodeBlock("Makefile", "all:"), "Makefile:\n```\nall:\n```\n");
  assert.equal(asCodeBlock("a.md", "````\nx\n````"), "a.md:\n`````md\n````\nx\n````\n`````\n");
});
