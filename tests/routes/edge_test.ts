import assert from "node:assert/strict";
import { contentPolicy } from "@/lib/http/security_headers.ts";
import { testApp } from "@/tests/helpers/app.ts";
import { testDeps } from "@/tests/helpers/deps.ts";

const paths = [
  "/",
  "/chat",
  "/setup",
  "/settings/general",
  "/models",
  "/nothing/here",
  "/chat/not-a-uuid",
  "/styles.css",
  "/favicon.ico",
  "/api/health",
  "/api/config",
  "/api/nothing",
  "/api/sessions/nothing",
];

Deno.test("every answer has the security headers and a request id of its own", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const ids = new Set<string>();
  for (const path of paths) {
    for (const method of ["GET", "HEAD", "POST", "OPTIONS", "BREW"]) {
      const response = await app.fetch(path, { method, headers: { "x-request-id": "theirs" } });
      await response.body?.cancel();
      const where = `${method} ${path} (${response.status})`;
      assert(response.status < 500, where);
      assert.match(response.headers.get("content-security-policy")!, /^default-src 'none'; /, where);
      assert(!/unsafe|upgrade/.test(response.headers.get("content-security-policy")!), where);
      assert.equal(response.headers.get("x-content-type-options"), "nosniff", where);
      assert.equal(response.headers.get("referrer-policy"), "no-referrer", where);
      assert.equal(response.headers.get("cross-origin-opener-policy"), "same-origin", where);
      assert.equal(response.headers.get("cross-origin-resource-policy"), "same-origin", where);
      assert.equal(response.headers.get("x-dns-prefetch-control"), "off", where);
      ids.add(response.headers.get("x-request-id")!);
    }
  }
  assert.equal(ids.size, paths.length * 5);
  assert(!ids.has("theirs"));
});

Deno.test("a foreign host is refused on every path and method, static files and streams included", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  for (const path of [...paths, "/api/sessions/events", "/api/chat", "/ws/chat"]) {
    for (const method of ["GET", "POST", "DELETE"]) {
      const response = await app.fetch(path, { method, headers: { host: "evil.test:8000" } });
      assert.equal(response.status, 403, `${method} ${path}`);
      assert.equal((await response.json()).error.code, "forbidden_host", `${method} ${path}`);
    }
  }
});

Deno.test("a missing Host is 400", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const response = await app.fetch("/chat", { headers: { host: "" } });
  assert.equal(response.status, 400);
  assert.equal((await response.json()).error.code, "invalid_input");
});

Deno.test("a request from another site is refused before it can change anything", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const before = test.deps.settings.config();
  const foreign: HeadersInit[] = [
    { "sec-fetch-site": "same-site" },
    { origin: "http://localhost:3000" },
    { origin: "null" },
  ];
  for (const headers of foreign) {
    const response = await app.send(
      "PATCH",
      "/api/config",
      { theme: "light-quartz" },
      headers,
    );
    assert.equal(response.status, 403);
    assert.equal((await response.json()).error.code, "forbidden_origin");
    assert.equal(response.headers.get("access-control-allow-origin"), null);
  }
  assert.deepEqual(test.deps.settings.config(), before);
});

Deno.test("a plain form under our referrer policy (Origin: null, same-origin) passes", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const headers = { origin: "null", "sec-fetch-site": "same-origin" };
  const response = await app.send("PATCH", "/api/config", { theme: "light-quartz" }, headers);
  assert.equal(response.status, 200);
});

Deno.test("a link from another site gets a page with the same link, as data", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const headers = {
    "sec-fetch-site": "cross-site",
    "sec-fetch-mode": "navigate",
    "sec-fetch-dest": "document",
  };
  const response = await app.fetch(app.origin + '//evil.test/chat?q="><script>alert(1)</script>', {
    headers,
  });
  const html = await response.text();
  assert.equal(response.status, 403);
  assert(html.includes('<a href="/'), html);
  assert(!html.includes('href="//') && !html.includes("<script>"), html);
  assert.equal((await app.fetch("/api/config", { headers })).status, 403);
});

Deno.test("CORS_ORIGINS may call the API, with a preflight, and see what they need", async () => {
  await using test = await testDeps({ env: { corsOrigins: ["https://tools.example"] } });
  const app = await testApp(test.deps);
  const from = { origin: "https://tools.example", "sec-fetch-site": "cross-site" };
  const preflight = await app.fetch("/api/config", {
    method: "OPTIONS",
    headers: {
      ...from,
      "access-control-request-method": "PATCH",
      "access-control-request-headers": "content-type",
    },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get("access-control-allow-origin"), "https://tools.example");
  assert.match(preflight.headers.get("access-control-allow-methods")!, /PATCH/);
  assert.match(preflight.headers.get("access-control-allow-headers")!, /Content-Type/i);
  const response = await app.send("PATCH", "/api/config", { theme: "light-quartz" }, from);
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("access-control-allow-origin"), "https://tools.example");
  assert.match(response.headers.get("vary")!, /Origin/);
  const refused = await app.send("PATCH", "/api/config", {}, { ...from, origin: "https://other.example" });
  assert.equal(refused.status, 403);
  assert.equal(refused.headers.get("access-control-allow-origin"), null);
  assert.equal((await app.fetch("/chat", { headers: from })).status, 403);
});

Deno.test("an API path answers a method that it lacks with 405 and Allow", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const table: [string, string, string][] = [
    ["/api/health", "POST", "GET, HEAD, OPTIONS"],
    ["/api/config", "PUT", "GET, PATCH, DELETE, HEAD, OPTIONS"],
    ["/api/config/theme", "GET", "PUT, OPTIONS"],
    ["/api/config/test", "GET", "POST, OPTIONS"],
  ];
  for (const [path, method, allow] of table) {
    const response = await app.fetch(path, { method });
    assert.equal(response.status, 405, path);
    assert.equal(response.headers.get("allow"), allow);
    assert.equal((await response.json()).error.code, "method_not_allowed");
  }
  const options = await app.fetch("/api/config", { method: "OPTIONS" });
  assert.equal(options.status, 204);
  assert.equal(options.headers.get("allow"), "GET, PATCH, DELETE, HEAD, OPTIONS");
});

Deno.test("a page answers a method that it lacks with 405, Allow and words", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const both = "GET, POST, HEAD, OPTIONS";
  const table: [string, string][] = [
    ["/", "GET, HEAD, OPTIONS"],
    ["/chat", both],
    [`/chat/${crypto.randomUUID()}`, both],
    [`/chat/${crypto.randomUUID()}/file`, "GET, HEAD, OPTIONS"],
    ["/models", both],
    ["/settings", "GET, HEAD, OPTIONS"],
    ["/settings/general", both],
    ["/settings/import", both],
    ["/search", "GET, HEAD, OPTIONS"],
    ["/metrics", "GET, HEAD, OPTIONS"],
    ["/setup", both],
    ["/login", both],
  ];
  for (const [path, allow] of table) {
    const lacking = ["POST", "PUT", "PATCH", "DELETE"].filter((method) => !allow.includes(method));
    for (const method of lacking) {
      const response = await app.fetch(path, { method });
      assert.equal(response.status, 405, `${method} ${path}`);
      assert.equal(response.headers.get("allow"), allow, path);
      assert.match(await response.text(), /That did not work/);
    }
    const options = await app.fetch(path, { method: "OPTIONS" });
    assert.deepEqual([options.status, options.headers.get("allow")], [204, allow], path);
    const head = await app.fetch(path, { method: "HEAD" });
    assert.equal(head.status, (await app.fetch(path)).status, path);
    assert.equal(await head.text(), "", path);
  }
});

Deno.test("an unknown API path is an envelope, an unknown page is a page with words", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const api = await app.fetch("/api/nothing");
  assert.equal(api.status, 404);
  const { error } = await api.json();
  assert.equal(error.code, "not_found");
  for (const path of ["/api", "/api/"]) {
    assert.equal((await (await app.fetch(path)).json()).error.code, "not_found", path);
  }
  const notUpgraded = await app.fetch("/ws/chat", { method: "POST" });
  assert.equal((await notUpgraded.json()).error.code, "method_not_allowed");
  assert.equal(error.request_id, api.headers.get("x-request-id"));
  const page = await app.fetch("/nothing");
  assert.equal(page.status, 404);
  assert.match(page.headers.get("content-type")!, /^text\/html/);
  assert.match(await page.text(), /There is no such page/);
});

Deno.test("a page's address with a slash at its end leads to the page, never to another host", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  for (
    const [path, to] of [["/chat/", "/chat"], ["/settings/general//?x=1", "/settings/general?x=1"]] as const
  ) {
    const response = await app.fetch(path);
    assert.deepEqual([response.status, response.headers.get("location")], [308, to]);
  }
  for (const path of ["//evil.test/", "/%5Cevil.test//", "/api/config/", "/"]) {
    const location = (await app.fetch(`${app.origin}${path}`)).headers.get("location") ?? "";
    assert.doesNotMatch(location, /^[/\\]{2}|:|config/, path);
  }
});

Deno.test("the nonce of the policy is the page's, new for each answer, also on error pages", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const nonces = new Set<string>();
  for (const path of ["/chat", "/chat", "/nothing"]) {
    const response = await app.fetch(path);
    const html = await response.text();
    const inPage = new Set(
      [...html.matchAll(/<(?:script|style)[^>]* nonce="([^"]+)"/g)].map((match) => match[1]!),
    );
    assert.equal(inPage.size, 1, path);
    const [nonce] = inPage;
    assert.equal(response.headers.get("content-security-policy"), contentPolicy(nonce));
    nonces.add(nonce!);
  }
  assert.equal(nonces.size, 3);
  const json = await app.fetch("/api/config");
  assert.equal(json.headers.get("content-security-policy"), contentPolicy());
});

Deno.test("until setup is complete every page leads to the wizard, and the API answers", async () => {
  await using test = await testDeps({ isSetUp: false });
  const app = await testApp(test.deps);
  for (
    const path of ["/", "/chat", `/chat/${crypto.randomUUID()}`, "/models", "/settings/general", "/metrics"]
  ) {
    const response = await app.fetch(path);
    assert.equal(response.status, 303, path);
    assert.equal(response.headers.get("location"), "/setup", path);
  }
  assert.equal((await app.fetch("/setup")).status, 200);
  assert.equal((await app.fetch("/styles.css")).status, 200);
  assert.equal((await app.fetch("/api/sessions")).status, 200);
});

Deno.test("an error that nobody expected is 500 in the envelope, without its text or stack", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  test.deps.settings.config = () => {
    throw new Error("secret inner words");
  };
  const response = await app.fetch("/api/config");
  const text = await response.text();
  assert.equal(response.status, 500);
  assert.equal(JSON.parse(text).error.code, "internal");
  assert(!/secret inner words|\.ts:/.test(text));
});

Deno.test("a body over the limit is 413 in the envelope", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const response = await app.send("PATCH", "/api/config", { system_prompt: "x".repeat(3 * 1024 * 1024) });
  assert.equal(response.status, 413);
  assert.equal((await response.json()).error.code, "payload_too_large");
});
