import assert from "node:assert/strict";
import { judgeOrigin } from "@/lib/http/origin_check.ts";

const rules = { port: 8000, corsOrigins: ["https://tools.example"] };

function judge(headers: Record<string, string>, path = "/api/config"): string {
  const request = new Request(`http://localhost:8000${path}`, {
    headers: { host: "localhost:8000", ...headers },
  });
  return judgeOrigin(request, rules).from;
}

Deno.test("judgeOrigin() takes what the browser says is our own or typed by the person", () => {
  assert.equal(judge({ "sec-fetch-site": "same-origin" }), "own");
  assert.equal(judge({ "sec-fetch-site": "none" }), "own");
  assert.equal(judge({ "sec-fetch-site": "same-origin", origin: "null" }), "own");
});

Deno.test("judgeOrigin() refuses same-site like cross-site: every localhost port is the same site", () => {
  for (const site of ["cross-site", "same-site", "", "sameorigin", "SAME-ORIGIN"]) {
    assert.equal(judge({ "sec-fetch-site": site }), "foreign", site);
    assert.equal(judge({ "sec-fetch-site": site, origin: "http://localhost:8000" }), "foreign", site);
  }
});

Deno.test("judgeOrigin() without Sec-Fetch-Site takes our own origins only, and tools without any", () => {
  assert.equal(judge({}), "own");
  assert.equal(judge({ origin: "http://localhost:8000" }), "own");
  assert.equal(judge({ origin: "http://127.0.0.1:8000" }), "own");
  for (
    const origin of [
      "null",
      "http://localhost:3000",
      "http://evil.test:8000",
      "http://localhost:8000.evil.test",
      "file://",
      "",
    ]
  ) assert.equal(judge({ origin }), "foreign", origin);
});

Deno.test("judgeOrigin() takes invited origins for the API only", () => {
  const headers = { "sec-fetch-site": "cross-site", origin: "https://tools.example" };
  assert.equal(judge(headers), "invited");
  assert.equal(judge({ origin: "https://tools.example" }), "invited");
  assert.equal(judge(headers, "/chat"), "foreign");
  assert.equal(judge({ ...headers, origin: "https://tools.example.evil" }), "foreign");
  assert.equal(judge({ ...headers, origin: "http://tools.example" }), "foreign");
});
