import assert from "node:assert/strict";
import { startServer, type TestServer } from "@/tests/helpers/server.ts";

const mebibyte = 1024 * 1024;

/** What may come over the wire, and the status that answers it; null: the connection is closed without one. */
function abuses(
  host: string,
): [name: string, request: string | (() => Generator<string>), statuses: (number | null)[]][] {
  const head = (line: string, ...more: string[]) =>
    [`${line} HTTP/1.1`, `Host: ${host}`, "Connection: close", ...more, "", ""].join("\r\n");
  const chunked = (method = "PATCH", path = "/api/config") =>
    head(`${method} ${path}`, "Transfer-Encoding: chunked");
  const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
  const endless = (before: string) =>
    function* () {
      yield before;
      const piece = chunk("a".repeat(65_536));
      for (let count = 0; count < 1600; count++) yield piece; // 100 MiB, if they are taken
    };
  const many = (length: number, make: (index: number) => string) =>
    Array.from({ length }, (_, index) => make(index));
  return [
    ["a header of 8 KiB", head("GET /api/health", `X: ${"x".repeat(8192)}`), [200]],
    ["a header of 600 KiB", head("GET /api/health", `X: ${"x".repeat(600 * 1024)}`), [400, 431]],
    ["a header of 20 MiB", head("GET /api/health", `X: ${"x".repeat(20 * mebibyte)}`), [400, 431]],
    ["2,000 headers", head("GET /api/health", ...many(2000, (index) => `X-${index}: 1`)), [400, 431]],
    ["a cookie of 7 KiB", head("GET /api/health", `Cookie: ${"x=y; ".repeat(1400)}`), [200]],
    ["a path of 60 KiB", head(`GET /${"p".repeat(60 * 1024)}`), [404]],
    ["an API path of 60 KiB", head(`GET /api/${"p".repeat(60 * 1024)}`), [404]],
    ["a path of 1 MiB", head(`GET /${"p".repeat(mebibyte)}`), [400, 414]],
    [
      "10,000 query parameters",
      head(`GET /api/sessions?${many(10_000, (index) => index.toString(36)).join("&")}`),
      [400],
    ],
    ["10,000 times the same parameter", head(`GET /api/sessions?${"q=1&".repeat(10_000)}`), [400]],
    [
      "100,000 query parameters",
      head(`GET /api/sessions?${many(100_000, (index) => `k${index}`).join("&")}`),
      [400, 414],
    ],
    ["a path of escapes", head(`GET /${"%2e%2e%2f".repeat(6000)}etc/passwd`), [404]],
    ["two lengths", head("PATCH /api/config", "Content-Length: 2", "Content-Length: 3") + "{}", [400]],
    [
      "a length and chunks",
      head("PATCH /api/config", "Content-Length: 2", "Transfer-Encoding: chunked") + "0\r\n\r\n",
      [400],
    ],
    ["an unknown coding", head("PATCH /api/config", "Transfer-Encoding: xchunked") + "0\r\n\r\n", [400]],
    ["chunked twice", head("PATCH /api/config", "Transfer-Encoding: chunked, chunked") + "0\r\n\r\n", [400]],
    ["a negative length", head("PATCH /api/config", "Content-Length: -1"), [400]],
    ["a length with a sign", head("PATCH /api/config", "Content-Length: +2") + "{}", [400]],
    ["a length of twenty digits", head("PATCH /api/config", "Content-Length: 99999999999999999999"), [
      400,
      413,
    ]],
    ["a length above the limit", head("PATCH /api/config", `Content-Length: ${3 * mebibyte}`), [413]],
    ["a chunk of 2^68 bytes", chunked() + "FFFFFFFFFFFFFFFFF\r\n{}", [400, null]],
    ["a chunk of -1 bytes", chunked() + "-1\r\n{}", [400, null]],
    ["a chunk without a line break", chunked() + "2\r\n{}0\r\n\r\n", [400, null]],
    ["a chunk extension of 1 MiB", chunked() + `2;${"x".repeat(mebibyte)}\r\n{}\r\n0\r\n\r\n`, [400, null]],
    ["100,000 chunks of a byte", chunked() + chunk(" ").repeat(100_000) + chunk("{}") + "0\r\n\r\n", [200]],
    ["a body without an end", endless(chunked()), [413]],
    ["a body without an end, where none is read", endless(chunked("POST", "/api/nothing")), [404]],
    ["a body without an end, of a GET", endless(chunked("GET")), [200]],
    [
      "a body without an end, from elsewhere",
      endless(chunked("POST", "/api/import").replace(host, "evil.test")),
      [403],
    ],
    ["a form without an end", endless(chunked("POST", "/settings/general")), [413]],
    ["a login without an end", endless(chunked("POST", "/api/login")), [413]],
    ["a form of 100,000 fields", wideForm(head), [400]],
    ["150,000 unknown keys", sized(head, `{${many(150_000, (index) => `"k${index}":1`).join(",")}}`), [400]],
    ["a million brackets", sized(head, "[".repeat(mebibyte)), [400]],
    ["no version", "GET /\r\n\r\n", [400]],
    ["TLS", "\x16\x03\x01\x02\x00\x01\x00\x01\x7c\x03\x03" + "\x07".repeat(300), [400]],
    ["NUL in a path", head("GET /\0"), [400]],
    ["a control character in a header", head("GET /api/health", "X: a\x01b"), [400]],
    ["CONNECT", head("CONNECT 127.0.0.1:22"), [403, 405]],
    ["OPTIONS of everything", head("OPTIONS *"), [400, 404]],
    ["an upgrade without its key", head("GET /ws/chat", "Upgrade: websocket", "Sec-WebSocket-Version: 13"), [
      400,
    ]],
    ["an upgrade of an old version", upgrade(host, "8"), [400]],
  ];
}

Deno.test("whatever comes over the wire is answered or closed: nothing dies, and memory stays bounded", async (test) => {
  await using server = await startServer({ args: ["--demo"] });
  const port = Number(new URL(server.url).port);
  await fetch(`${server.url}/chat`).then((response) => response.text());
  const before = residentMebibytes(server);
  for (const [name, request, statuses] of abuses(`127.0.0.1:${port}`)) {
    await test.step(`${name}: ${statuses.map((status) => status ?? "closed").join(" or ")}`, async () => {
      const status = await exchange(port, request);
      assert.ok(statuses.includes(status), `${status}`);
      assert.equal((await (await fetch(`${server.url}/api/health`)).json()).db_status, "ok");
    });
  }
  const grown = residentMebibytes(server) - before;
  assert.ok(grown < 300, `${grown} MiB more`);
  assert.ok(!/"level":"error"/.test(server.log()), server.log());
  assert.ok(server.log().length < 100_000, `${server.log().length} bytes of log`);
});

Deno.test("requests in one write are answered in their order, and a second one behind a body is its own", async () => {
  await using server = await startServer({ args: ["--demo"] });
  const { host, port } = new URL(server.url);
  const get = (path: string, last = false) =>
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${last ? "Connection: close\r\n" : ""}\r\n`;
  const body = `PATCH /api/config HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 2\r\n\r\n{}`;
  const foreign = `GET /api/config HTTP/1.1\r\nHost: evil.test\r\n\r\n`;
  const text = await readAll(
    Number(port),
    get("/api/config").repeat(200) + body + foreign + get("/api/nothing", true),
  );
  const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
  assert.deepEqual(statuses, [...Array(201).fill(200), 403, 404]);
});

Deno.test("300 connections at once are served, 300 that say nothing keep nobody out, and all are let go", async () => {
  await using server = await startServer({ args: ["--demo"] });
  const port = Number(new URL(server.url).port);
  const host = `127.0.0.1:${port}`;
  const before = residentMebibytes(server);
  const filesBefore = openFiles(server);

  const idle = await connect(port, 100);
  const halfSent = await connect(port, 100);
  const slow = await connect(port, 100);
  const say = (text: string) => (connection: Deno.Conn) => connection.write(new TextEncoder().encode(text));
  await Promise.all(halfSent.map(say(`GET /api/health HTTP/1.1\r\nHost: ${host}\r\nX-Slow: `)));
  await Promise.all(
    slow.map(say(`PATCH /api/config HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 1000\r\n\r\n{`)),
  );

  const readers = await connect(port, 300);
  await Promise.all(readers.map(say(`GET /api/sessions/events HTTP/1.1\r\nHost: ${host}\r\n\r\n`)));
  const heads = await Promise.all(readers.map(readHead));
  assert.equal(heads.filter((head) => /^HTTP\/1\.1 200 /.test(head)).length, 300);

  const askers = await connect(port, 300);
  await Promise.all(askers.map(say(`GET /api/config HTTP/1.1\r\nHost: ${host}\r\n\r\n`)));
  const answers = await Promise.all(askers.map(readHead));
  assert.equal(answers.filter((head) => /^HTTP\/1\.1 200 /.test(head)).length, 300);

  // With a thousand connections open a new one is answered, a byte of the slow ones included.
  await Promise.all([...halfSent, ...slow].map(say("x")));
  assert.equal((await fetch(`${server.url}/chat`).then((response) => response.text())).includes("<h1"), true);
  const grown = residentMebibytes(server) - before;
  assert.ok(grown < 150, `${grown} MiB more`);

  for (const connection of [...idle, ...halfSent, ...slow, ...readers, ...askers]) connection.close();
  while (openFiles(server) > filesBefore + 20) {
    await fetch(`${server.url}/api/health`).then((response) => response.text());
  }
  assert.ok(!/"level":"error"/.test(server.log()), server.log());
});

function wideForm(head: (line: string, ...more: string[]) => string): string {
  const fields = Array.from({ length: 100_000 }, (_, index) => `k${index}=v`).join("&");
  const type = "Content-Type: application/x-www-form-urlencoded";
  return head("POST /settings/general", type, `Content-Length: ${fields.length}`) + fields;
}

function sized(head: (line: string, ...more: string[]) => string, body: string): string {
  return head("PATCH /api/config", `Content-Length: ${body.length}`) + body;
}

function upgrade(host: string, version: string): string {
  return `GET /ws/chat HTTP/1.1\r\nHost: ${host}\r\nConnection: upgrade, close\r\nUpgrade: websocket\r\n` +
    `Sec-WebSocket-Version: ${version}\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;
}

/** The status, as soon as there is one: what is still to be sent then is not. */
async function exchange(port: number, request: string | (() => Generator<string>)): Promise<number | null> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  let isAnswered = false;
  const sending = (async () => {
    try {
      for (const text of typeof request === "string" ? [request] : request()) {
        const bytes = new TextEncoder().encode(text);
        for (let sent = 0; sent < bytes.length && !isAnswered;) {
          sent += await connection.write(bytes.subarray(sent));
        }
        if (isAnswered) return;
      }
    } catch {
      // The server has hung up: what it answered counts.
    }
  })();
  const head = await readHead(connection).catch(() => "");
  isAnswered = true;
  const [, status] = /^HTTP\/1\.[01] (\d{3}) /.exec(head) ?? [];
  connection.close();
  await sending;
  return status === undefined ? null : Number(status);
}

async function readHead(connection: Deno.Conn): Promise<string> {
  const buffer = new Uint8Array(4096);
  let head = "";
  while (!head.includes("\r\n\r\n")) {
    const length = await connection.read(buffer);
    if (length === null) break;
    head += new TextDecoder("latin1").decode(buffer.subarray(0, length));
  }
  return head;
}

async function readAll(port: number, request: string): Promise<string> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(new TextEncoder().encode(request));
  return await new Response(connection.readable).text();
}

function connect(port: number, count: number): Promise<Deno.Conn[]> {
  return Promise.all(Array.from({ length: count }, () => Deno.connect({ hostname: "127.0.0.1", port })));
}

function residentMebibytes({ pid }: TestServer): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(Deno.readTextFileSync(`/proc/${pid}/status`))![1]) / 1024;
}

function openFiles({ pid }: TestServer): number {
  return Array.from(Deno.readDirSync(`/proc/${pid}/fd`)).length;
}
