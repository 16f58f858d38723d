import assert from "node:assert/strict";
import { ByteQueue } from "@/lib/guide/wire/byte_queue.ts";
import { readBody, readHead } from "@/lib/guide/wire/read_request.ts";

const plain =
  "POST /api/chat%20x?a=1&b=%20 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 12\r\n\r\nhëllo wörld";
const chunked =
  "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n";

Deno.test("readHead() and readBody() survive a cut at every byte", async () => {
  const bytes = new TextEncoder().encode(plain.replace("12", "13"));
  for (let cut = 0; cut <= bytes.length; cut++) {
    const input = new ByteQueue();
    const reading = read(input);
    input.push(bytes.subarray(0, cut));
    await Promise.resolve();
    input.push(bytes.subarray(cut));
    const { head, body } = await reading;
    assert.deepEqual([head?.method, head?.path, head?.version], ["POST", "/api/chat x", "1.1"]);
    assert.deepEqual([...head!.query], [["a", "1"], ["b", " "]]);
    assert.equal(head!.headers.get("host"), "localhost");
    assert.equal(body, "hëllo wörld");
  }
});

Deno.test("readBody() joins chunks, and leaves the next request in the queue", async () => {
  const input = new ByteQueue();
  input.push(new TextEncoder().encode(chunked + "GET /next HTTP/1.1\r\n\r\n"));
  const { head, body } = await read(input);
  assert.deepEqual([head?.version, body], ["1.0", "hello world"]);
  assert.equal((await readHead(input))?.path, "/next");
});

Deno.test("readHead() and readBody() end with a client that leaves in between", async () => {
  const bytes = new TextEncoder().encode(chunked);
  for (let end = 0; end < bytes.length; end++) {
    const input = new ByteQueue();
    input.push(bytes.subarray(0, end));
    input.end();
    assert.equal((await read(input)).body, undefined, String(end));
  }
});

Deno.test("readHead() gives up on what is no HTTP, and on an endless head", async () => {
  for (
    const text of [
      "\x16\x03\x01 TLS\r\n\r\n",
      "get / http/1.1\r\n\r\n",
      `GET / HTTP/1.1\r\n${"x".repeat(70_000)}`,
    ]
  ) {
    const input = new ByteQueue();
    input.push(new TextEncoder().encode(text));
    assert.equal(await readHead(input), undefined);
  }
});

async function read(input: ByteQueue) {
  const head = await readHead(input);
  const body = head && await readBody(input, head);
  return { head, body: body && new TextDecoder().decode(body) };
}
