import assert from "node:assert/strict";
import { safeNext } from "@/lib/http/gate.ts";
import { type TestApp, testApp } from "@/tests/helpers/app.ts";
import { testDeps } from "@/tests/helpers/deps.ts";

const password = "correct horse";

Deno.test("with a password everything but login, static files and a bare health answer is closed", async () => {
  await using test = await testDeps({ env: { accessPassword: password } });
  const app = await testApp(test.deps);
  for (
    const path of [
      "/api/config",
      "/api/sessions",
      "/api/nothing",
      "/api/models/x",
      "/ws/chat",
      "/api/health/x",
    ]
  ) {
    for (const method of ["GET", "POST", "DELETE"]) {
      const response = await app.fetch(path, { method });
      assert.equal(response.status, 401, `${method} ${path}`);
      assert.equal((await response.json()).error.code, "unauthorized");
    }
  }
  for (const path of ["/", "/chat", "/setup", "/models", "/nothing"]) {
    const response = await app.fetch(path);
    assert.equal(response.status, 303, path);
    assert.match(response.headers.get("location")!, /^\/login/);
  }
  assert.equal((await app.fetch("/chat?x=1")).headers.get("location"), "/login?next=%2Fchat%3Fx%3D1");
  assert.deepEqual(await (await app.fetch("/api/health")).json(), { status: "ok" });
  for (const path of ["/login", "/styles.css"]) {
    const response = await app.fetch(path);
    await response.body?.cancel();
    assert.equal(response.status, 200, path);
  }
});

Deno.test("POST /api/login gives a cookie that opens everything until logout", async () => {
  await using test = await testDeps({ env: { accessPassword: password } });
  const app = await testApp(test.deps);
  const response = await app.send("POST", "/api/login", { password });
  assert.equal(response.status, 204);
  const set = response.headers.get("set-cookie")!;
  assert.match(set, /^login_8000=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Strict$/);
  const cookie = set.split(";")[0]!;
  assert.equal((await app.fetch("/api/config", { headers: { cookie } })).status, 200);
  assert.equal((await app.fetch("/chat", { headers: { cookie: `theme=x; ${cookie}` } })).status, 200);
  const logout = await app.fetch("/api/logout", { method: "POST", headers: { cookie } });
  assert.equal(logout.status, 204);
  assert.match(logout.headers.get("set-cookie")!, /^login_8000=; .*Max-Age=0/);
  assert.equal((await app.fetch("/api/config", { headers: { cookie } })).status, 401);
  assert.equal((await app.fetch("/api/logout", { method: "POST" })).status, 204);
});

Deno.test("a Bearer password opens the API; a wrong one is 401, then 429 with Retry-After for every try", async () => {
  // A clock that stands: on a busy machine the passwords alone take most of the minute.
  const at = Date.now();
  await using test = await testDeps({ env: { accessPassword: password }, now: () => at });
  const app = await testApp(test.deps);
  assert.equal(await bearer(app, password), 200);
  assert.equal(await bearer(app, "wrong"), 401);
  assert.equal((await app.send("POST", "/api/login", { password: "wrong" })).status, 401);
  assert.equal(await bearer(app, password), 429);
  const limited = await app.send("POST", "/api/login", { password });
  assert.equal(limited.status, 429);
  assert.equal((await limited.json()).error.code, "rate_limited");
  assert(Number(limited.headers.get("retry-after")) > 50);
});

Deno.test("a Bearer password may be beyond ASCII, in UTF-8 as curl sends it or in Latin-1", async () => {
  await using test = await testDeps({ env: { accessPassword: "pässword" } });
  const app = await testApp(test.deps);
  assert.equal(await bearer(app, "p\u00c3\u00a4ssword"), 200);
  assert.equal(await bearer(app, "p\u00e4ssword"), 200);
});

Deno.test("the login page takes a plain form, says what is wrong, and leads back to a path of ours", async () => {
  await using test = await testDeps({ env: { accessPassword: password } });
  const app = await testApp(test.deps);
  const submit = (text: string, path = "/login?next=%2Fmodels") =>
    app.fetch(path, { method: "POST", body: new URLSearchParams({ password: text }) });
  const wrong = await submit("nope");
  assert.equal(wrong.status, 401);
  assert.match(await wrong.text(), /The password is wrong/);
  const right = await submit(password);
  assert.equal(right.status, 303);
  assert.equal(right.headers.get("location"), "/models");
  const cookie = right.headers.get("set-cookie")!.split(";")[0]!;
  assert.equal((await app.fetch("/models", { headers: { cookie } })).status, 200);
});

Deno.test("safeNext() never leads to another host", () => {
  assert.equal(safeNext("/chat/1?x=2#y"), "/chat/1?x=2#y");
  for (
    const next of [
      null,
      "",
      "chat",
      "//evil.test",
      "/\\evil.test",
      "https://evil.test",
      "/a\\..\\b",
      "\\/evil.test",
    ]
  ) {
    assert.equal(safeNext(next), "/chat", String(next));
  }
});

async function bearer(app: TestApp, text: string): Promise<number> {
  const response = await app.fetch("/api/config", { headers: { authorization: `Bearer ${text}` } });
  await response.body?.cancel();
  return response.status;
}
