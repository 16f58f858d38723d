import assert from "node:assert/strict";
import { startServer } from "@/tests/helpers/server.ts";

Deno.test("the Host header is judged for every kind of path, however it is written on the wire", async () => {
  await using server = await startServer({ args: ["--demo"] });
  const port = Number(new URL(server.url).port);
  const ours = `127.0.0.1:${port}`;
  const accepted = [
    ours,
    `localhost:${port}`,
    `LocalHost:${port}`,
    `127.8.9.10:${port}`,
    `[::1]:${port}`,
    `[0:0:0:0:0:0:0:1]:${port}`,
    `  ${ours}\t`,
  ].map((host): [string, number] => [`/ HTTP/1.1\r\nHost: ${host}`, 0]);
  const forbidden = [
    "evil.test",
    `evil.test:${port}`,
    "localhost",
    "127.0.0.1",
    "127.0.0.1:80",
    `127.0.0.1:${port + 1}`,
    `127.0.0.1:${port}0`,
    `localhost.:${port}`,
    `localhost.localdomain:${port}`,
    `x.localhost:${port}`,
    `localhost.evil.test:${port}`,
    `127.0.0.1.nip.io:${port}`,
    `127.1:${port}`,
    `127.0.0.01:${port}`,
    `0177.0.0.1:${port}`,
    `0x7f000001:${port}`,
    `2130706433:${port}`,
    `0.0.0.0:${port}`,
    `0:${port}`,
    `[::]:${port}`,
    `[::ffff:127.0.0.1]:${port}`,
    `[::ffff:7f00:1]:${port}`,
    `[::127.0.0.1]:${port}`,
    `[::1%25lo]:${port}`,
    `[::1]`,
    `::1:${port}`,
    `user@${ours}`,
    `${ours}@evil.test`,
    `${ours}#.evil.test`,
    `${ours}/`,
    `${ours}, evil.test`,
    `evil.test ${ours}`,
    `"${ours}"`,
    `:${port}`,
    `localhost:`,
    `localhost:+${port}`,
    `localhost%3a${port}`,
    `xn--lcalhost-q4a:${port}`,
    `169.254.169.254:${port}`,
    "x".repeat(3000),
  ].map((host): [string, number] => [`/ HTTP/1.1\r\nHost: ${host}`, 403]);
  const malformed: [string, number][] = [
    ["/ HTTP/1.1", 400],
    ["/ HTTP/1.0", 400],
    ["/ HTTP/1.1\r\nHost:", 400],
    ["/ HTTP/1.1\r\nHost:  \t ", 400],
    [`/ HTTP/1.1\r\nHost: ${ours}\r\nHost: ${ours}`, 400],
    [`/ HTTP/1.1\r\nHost: ${ours}\r\nhost: evil.test`, 400],
    [`/ HTTP/1.1\r\nHost : ${ours}`, 400],
    [`/ HTTP/1.1\r\nX: y\r\n Host: ${ours}`, 400],
    [`/ HTTP/1.1\r\nX-Forwarded-Host: ${ours}\r\nHost: evil.test`, 403],
    [`/ HTTP/1.1\r\nForwarded: host=${ours}\r\nHost: evil.test`, 403],
    [`/ HTTP/1.1\r\nX-Forwarded-Host: evil.test\r\nHost: ${ours}`, 0],
  ];
  const absolute: [string, number][] = [
    [`http://evil.test/ HTTP/1.1\r\nHost: ${ours}`, 403],
    [`http://${ours}@evil.test/ HTTP/1.1\r\nHost: ${ours}`, 403],
    [`http://${ours}/ HTTP/1.1\r\nHost: evil.test`, 403],
    [`http://${ours}/ HTTP/1.1`, 400],
    [`http://${ours}/ HTTP/1.1\r\nHost: ${ours}`, 0],
    [`http://localhost:${port}/ HTTP/1.1\r\nHost: ${ours}`, 403],
    [`//evil.test/ HTTP/1.1\r\nHost: ${ours}`, 0],
  ];
  // A page, the API, a stream, a file, an upgrade: the paths take the place of the slash before the version.
  const paths = ["/chat", "/api/config", "/api/sessions/events", "/styles.css", "/ws/chat", "/nothing"];
  let count = 0;
  for (const path of paths) {
    for (const [head, status] of [...accepted, ...forbidden, ...malformed, ...absolute]) {
      for (const method of ["GET", "POST"]) {
        const request = `${method} ${head.replace("/ HTTP", `${path} HTTP`)}\r\nConnection: close\r\n\r\n`;
        const answer = await exchange(port, request);
        const [, found] = /^HTTP\/1\.[01] (\d{3}) /.exec(answer) ?? [];
        const isRight = status === 0
          ? !["400", "403"].includes(found!) || isOther400(path, answer)
          : found === String(status);
        assert.ok(isRight, `${request}\n${answer}`);
        if (status === 403) assert.match(answer, /forbidden_host/, request);
        count++;
      }
    }
  }
  assert.ok(count > 700, String(count));
});

/** `/ws/chat` without an upgrade, and a body that is missing. */
function isOther400(path: string, answer: string): boolean {
  return ["/ws/chat", "/api/config", "/chat"].includes(path) && /^HTTP\/1\.1 400 /.test(answer) &&
    !/Host/.test(answer.split("\r\n\r\n")[1]!);
}

/** The head and the beginning of the answer. */
async function exchange(port: number, request: string): Promise<string> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(new TextEncoder().encode(request));
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(8192);
  let answer = "";
  while (!/\r\n\r\n/.test(answer)) {
    const length = await connection.read(buffer);
    if (length === null) break;
    answer += decoder.decode(buffer.subarray(0, length), { stream: true });
  }
  return answer;
}
