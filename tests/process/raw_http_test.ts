import assert from "node:assert/strict";
import { startServer } from "@/tests/helpers/server.ts";

Deno.test("requests as no client library sends them get an answer of the contract, and the server lives", async () => {
  await using server = await startServer({ args: ["--demo"] });
  const { port } = new URL(server.url);
  const ours = `127.0.0.1:${port}`;
  const table: [string, number | null][] = [
    ["GET /api/config HTTP/1.1\r\n\r\n", 400],
    ["GET /api/config HTTP/1.1\r\nHost:\r\n\r\n", 400],
    ["GET /api/config HTTP/1.0\r\n\r\n", 400],
    [`GET /api/config HTTP/1.1\r\nHost: ${ours}\r\nHost: evil.test\r\n\r\n`, 400],
    [`GET http://evil.test/api/config HTTP/1.1\r\nHost: ${ours}\r\n\r\n`, 403],
    [`GET http://${ours}/api/config HTTP/1.1\r\nHost: ${ours}\r\n\r\n`, 200],
    [`GET http://${ours}/api/config HTTP/1.1\r\nHost: evil.test\r\n\r\n`, 403],
    [`GET /api/config HTTP/1.1\r\nHost: ${ours}@evil.test\r\n\r\n`, 403],
    [`GET /api/config HTTP/1.1\r\nHost: localhost.evil.test:${port}\r\n\r\n`, 403],
    [`GET /api/config HTTP/1.1\r\nHost: 127.1:${port}\r\n\r\n`, 403],
    [`GET /api/config HTTP/1.1\r\nHost: [::ffff:127.0.0.1]:${port}\r\n\r\n`, 403],
    [`GET /api/../api/config HTTP/1.1\r\nHost: ${ours}\r\n\r\n`, 200],
    [`GET /..%2f..%2fetc/passwd HTTP/1.1\r\nHost: ${ours}\r\n\r\n`, 404],
    [`GET /%E0%A4%A HTTP/1.1\r\nHost: ${ours}\r\n\r\n`, 404],
    [`GET /chat/%E0%A4%A HTTP/1.1\r\nHost: ${ours}\r\n\r\n`, 404],
    [`GET /api/sessions/%00 HTTP/1.1\r\nHost: ${ours}\r\n\r\n`, 404],
    [`TRACE /api/config HTTP/1.1\r\nHost: ${ours}\r\n\r\n`, 405],
    [`PATCH /api/config HTTP/1.1\r\nHost: ${ours}\r\nContent-Length: 4\r\n\r\n{"a`, null],
    [`PATCH /api/config HTTP/1.1\r\nHost: ${ours}\r\nContent-Length: 99999999999\r\n\r\n`, 413],
  ];
  for (const [request, status] of table) {
    const answer = await exchange(Number(port), request, { isCutOff: status === null });
    if (status === null) continue;
    assert.match(answer, new RegExp(`^HTTP/1\\.[01] ${status} `), `${request}\n${answer}`);
  }
  const response = await fetch(`${server.url}/api/health`);
  assert.equal((await response.json()).db_status, "ok");
  assert(!/"level":"error"/.test(server.log()), server.log());
});

Deno.test("the answer to an upgrade has a request id and the headers of every answer", async () => {
  await using server = await startServer({ args: ["--demo"] });
  const { host, port } = new URL(server.url);
  const upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  const answer = await exchange(
    Number(port),
    `GET /ws/chat HTTP/1.1\r\nHost: ${host}\r\n${upgrade}\r\n`,
    { isCutOff: false },
  );
  assert.match(answer, /^HTTP\/1\.1 101 /);
  assert.match(answer, /^x-request-id: [0-9a-f-]{36}\r$/im);
  assert.match(answer, /^content-security-policy: default-src 'none'/m);
  const foreign = [
    `Host: ${host}\r\nOrigin: http://evil.test\r\n`,
    `Host: ${host}\r\nOrigin: http://localhost:1\r\n`,
    `Host: ${host}\r\nSec-Fetch-Site: cross-site\r\n`,
    `Host: evil.test\r\n`,
  ];
  for (const from of foreign) {
    const refused = await exchange(Number(port), `GET /ws/chat HTTP/1.1\r\n${from}${upgrade}\r\n`, {
      isCutOff: false,
    });
    assert.match(refused, /^HTTP\/1\.1 403 /, from);
  }
});

/** Sends bytes as they are; reads the head of the answer, or hangs up at once. */
async function exchange(port: number, request: string, { isCutOff }: { isCutOff: boolean }): Promise<string> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(new TextEncoder().encode(request));
  if (isCutOff) return "";
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(4096);
  let answer = "";
  while (!answer.includes("\r\n\r\n")) {
    const length = await connection.read(buffer);
    if (length === null) break;
    answer += decoder.decode(buffer.subarray(0, length), { stream: true });
  }
  return answer;
}
