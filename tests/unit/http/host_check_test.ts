import assert from "node:assert/strict";
import { judgeHost, type OwnNames } from "@/lib/http/host_check.ts";

const loopback: OwnNames = { host: "127.0.0.1", port: 8000, allowedHosts: [] };

function judge(header: string | null, own: OwnNames = loopback): string {
  return judgeHost(header, `http://${header ?? "127.0.0.1:8000"}/`, own);
}

Deno.test("judgeHost() takes loopback names with our port", () => {
  for (
    const header of [
      "localhost:8000",
      "LOCALHOST:8000",
      "127.0.0.1:8000",
      "127.1.2.3:8000",
      "[::1]:8000",
      "[0:0:0:0:0:0:0:1]:8000",
    ]
  ) assert.equal(judge(header), "ok", header);
});

Deno.test("judgeHost() refuses every other name, port and form", () => {
  const refused = [
    "localhost",
    "localhost:80",
    "localhost:8001",
    "127.0.0.1",
    "127.0.0.1:80",
    "[::1]",
    "[::1]:81",
    "evil.test:8000",
    "localhost.evil.test:8000",
    "127.0.0.1.nip.io:8000",
    "localhost.:8000",
    "foo.localhost:8000",
    "127.1:8000",
    "0x7f.0.0.1:8000",
    "2130706433:8000",
    "0.0.0.0:8000",
    "[::ffff:127.0.0.1]:8000",
    "[::ffff:7f00:1]:8000",
    "[::]:8000",
    "192.168.1.5:8000",
    "localhost@evil.test:8000",
    "evil.test#localhost:8000",
    "localhost:8000/",
    "localhost:8000, evil.test",
    "localhost:08000000",
    "local host:8000",
    ":8000",
    "localhost:",
    "ⓛocalhost:8000",
  ];
  for (const header of refused) assert.equal(judge(header), "forbidden", header);
});

Deno.test("judgeHost() tells a missing host from a forbidden one", () => {
  for (const header of [null, "", "  "]) assert.equal(judge(header), "missing");
});

Deno.test("judgeHost() refuses an absolute-form target that names another host", () => {
  assert.equal(judgeHost("127.0.0.1:8000", "http://evil.test/", loopback), "forbidden");
  assert.equal(judgeHost("127.0.0.1:8000", "http://127.0.0.1:8000/x", loopback), "ok");
  assert.equal(judgeHost("127.0.0.1:80", "http://127.0.0.1/x", { ...loopback, port: 80 }), "ok");
});

Deno.test("judgeHost() takes what HOST says by any port, and loopback only by ours", () => {
  const own = { host: "chat.lan", port: 8000, allowedHosts: [] };
  assert.equal(judge("chat.lan:8000", own), "ok");
  assert.equal(judge("CHAT.lan", own), "ok");
  assert.equal(judge("localhost:8000", own), "ok");
  assert.equal(judge("localhost:3000", own), "forbidden");
  assert.equal(judge("other.lan:8000", own), "forbidden");
  assert.equal(judge("[2001:db8::7]:8000", { ...own, host: "2001:db8::7" }), "ok");
});

Deno.test("judgeHost() takes ALLOWED_HOSTS entries without a port by any port, with one only by that", () => {
  const own = { ...loopback, allowedHosts: ["chat.example", "Other.example:9000", "[2001:db8::1]"] };
  assert.equal(judge("chat.example", own), "ok");
  assert.equal(judge("chat.example:1234", own), "ok");
  assert.equal(judge("other.example:9000", own), "ok");
  assert.equal(judge("other.example", own), "forbidden");
  assert.equal(judge("[2001:db8::1]:5", own), "ok");
  assert.equal(judge("localhost:3000", { ...own, allowedHosts: ["localhost"] }), "ok");
  assert.equal(judge("127.0.0.1:3000", { ...own, allowedHosts: ["localhost"] }), "forbidden");
});

Deno.test("judgeHost() takes loopback names by any port while ours is not known", () => {
  assert.equal(judge("localhost:4321", { ...loopback, port: null }), "ok");
  assert.equal(judge("evil.test:4321", { ...loopback, port: null }), "forbidden");
});
