import assert from "node:assert/strict";
import { type LoggedRequest, startGuide } from "@/lib/guide/guide.ts";
import { selectSettings } from "@/lib/db/settings.ts";
import { noPromptOptions } from "@/lib/shared/prompt_options.ts";
import { testApp } from "@/tests/helpers/app.ts";
import { testDeps } from "@/tests/helpers/deps.ts";

Deno.test("GET /api/config never returns the API key", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  await app.send("PATCH", "/api/config", { api_key: "sk-very-secret" });
  const response = await app.fetch("/api/config");
  assert.equal(response.status, 200);
  const text = await response.text();
  assert(!text.includes("sk-very-secret"));
  assert.equal(JSON.parse(text).has_api_key, true);
});

Deno.test("PATCH /api/config answers with the new config and completes setup with an address", async () => {
  await using test = await testDeps({ isSetUp: false });
  const app = await testApp(test.deps);
  assert.equal((await (await app.fetch("/api/config")).json()).setup_complete, false);
  const response = await app.send("PATCH", "/api/config", {
    ollama_base_url: `${test.guide.url}/`,
    options: { temperature: 0.7, stop: ["END"] },
  });
  const config = await response.json();
  assert.equal(response.status, 200);
  assert.equal(config.setup_complete, true);
  assert.equal(config.ollama_base_url, test.guide.url);
  assert.deepEqual(config.options, { ...noPromptOptions, temperature: 0.7, stop: ["END"] });
});

Deno.test("PATCH /api/config refuses bad values by their dotted path and stores none of them", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const before = selectSettings(test.deps.db);
  const table: [unknown, string][] = [
    [{ theme: "pink" }, "theme"],
    [{ options: { temperature: 9 } }, "options.temperature"],
    [{ options: { stop: ["a", 5] } }, "options.stop.1"],
    [{ options: { tempreature: 1 } }, "options.tempreature"],
    [{ teme: "light-quartz" }, "teme"],
    [{ theme: "light-quartz", keep_alive: "soon" }, "keep_alive"],
    [{ default_model: "a\0b" }, "default_model"],
    [{ ollama_base_url: "" }, "ollama_base_url"],
    [{ ollama_base_url: "ftp://127.0.0.1" }, "ollama_base_url"],
    [{ ollama_base_url: "http://user:pw@127.0.0.1" }, "ollama_base_url"],
    [{ ollama_base_url: "http://169.254.169.254" }, "ollama_base_url"],
    [{ ollama_base_url: "http://[::ffff:169.254.169.254]" }, "ollama_base_url"],
    [null, ""],
    [[], ""],
    ["text", ""],
  ];
  for (const [body, path] of table) {
    const response = await app.send("PATCH", "/api/config", body);
    const { error } = await response.json();
    assert.equal(response.status, 400, JSON.stringify(body));
    assert.equal(error.code, "invalid_input");
    assert.equal(error.details[0].path, path, JSON.stringify(body));
  }
  assert.deepEqual(selectSettings(test.deps.db), before);
});

Deno.test("DELETE /api/config goes back to the defaults, setup included", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  await app.send("PATCH", "/api/config", { theme: "light-quartz", api_key: "k" });
  const response = await app.send("DELETE", "/api/config");
  const config = await response.json();
  assert.equal(response.status, 200);
  assert.equal(config.setup_complete, false);
  assert.equal(config.theme, "dark-graphite");
  assert.equal(config.has_api_key, false);
});

Deno.test("PUT /api/config/theme stores the theme and sets its cookie", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const response = await app.send("PUT", "/api/config/theme", { theme: "terminal-green" });
  assert.equal((await response.json()).theme, "terminal-green");
  assert.match(
    response.headers.get("set-cookie")!,
    /^theme=terminal-green; Path=\/; Max-Age=\d+; SameSite=Strict$/,
  );
  assert.equal((await app.send("PUT", "/api/config/theme", { theme: "system" })).status, 200);
  assert.equal((await app.send("PUT", "/api/config/theme", { theme: "pink" })).status, 400);
});

Deno.test("POST /api/config/test tells version, number of models and latency, and stores nothing", async () => {
  await using test = await testDeps({ isSetUp: false });
  const app = await testApp(test.deps);
  const before = selectSettings(test.deps.db);
  const response = await app.send("POST", "/api/config/test", { ollama_base_url: test.guide.url });
  const result = await response.json();
  assert.equal(result.ok, true);
  assert.equal(result.version, "0.33.0-rc2");
  assert.equal(result.models, 1);
  assert(result.latency_ms > 0);
  assert.deepEqual(selectSettings(test.deps.db), before);
  assert.equal((await (await app.fetch("/api/config")).json()).setup_complete, false);
});

Deno.test("POST /api/config/test sends the given key as Bearer, and the stored one to the stored address only", async () => {
  await using test = await testDeps();
  const other = await startGuide();
  const app = await testApp(test.deps);
  await app.send("PATCH", "/api/config", { api_key: "stored" });
  await app.send("POST", "/api/config/test", {});
  await app.send("POST", "/api/config/test", { ollama_base_url: other.url });
  await app.send("POST", "/api/config/test", { ollama_base_url: other.url, api_key: "given" });
  assert.deepEqual(new Set(test.guide.requests.map(authorization)), new Set(["Bearer stored"]));
  assert.deepEqual(other.requests.map(authorization), [undefined, undefined, "Bearer given", "Bearer given"]);
  await other.close();
});

Deno.test("POST /api/config/test of the stored address renews what is known of it, when it answers", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const status = async () => (await (await app.fetch("/api/health")).json()).ollama.status;
  const fault = test.guide.script({ name: "away", play: () => [{ end: "fin" }] }, { times: Infinity });
  await assert.rejects(test.deps.catalog.refresh());
  assert.equal((await (await app.send("POST", "/api/config/test", {})).json()).ok, false);
  assert.equal(await status(), "unreachable");
  fault.remove();
  const other = { ollama_base_url: test.guide.url.replace("127.0.0.1", "localhost") };
  assert.equal((await (await app.send("POST", "/api/config/test", other)).json()).ok, true);
  assert.equal(await status(), "unreachable");
  assert.equal((await (await app.send("POST", "/api/config/test", {})).json()).ok, true);
  assert.equal(await status(), "ok");
});

Deno.test("POST /api/config/test explains a refused connection with a hint", async () => {
  await using test = await testDeps({ guide: null, isSetUp: false });
  const app = await testApp(test.deps);
  const response = await app.send("POST", "/api/config/test", {});
  const result = await response.json();
  assert.equal(response.status, 200);
  assert.equal(result.ok, false);
  assert.equal(result.error.code, "ollama_unreachable");
  assert.match(result.hint, /ollama serve|container/);
});

Deno.test("POST /api/config/test explains what is there but is not Ollama", async () => {
  await using test = await testDeps({ isSetUp: false });
  const app = await testApp(test.deps);
  const table: [Response, RegExp][] = [
    [new Response("<html>hello"), /not Ollama/],
    [Response.json({ hello: 1 }), /not Ollama/],
    [new Response("no", { status: 404 }), /not Ollama/],
    [new Response("", { status: 401 }), /API key/],
    [new Response("", { status: 403 }), /does not accept the name/],
    [
      new Response(null, { status: 302, headers: { location: test.guide.url } }),
      /Redirects are not followed/,
    ],
  ];
  for (const [answer, hint] of table) {
    const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, () => answer);
    const address = `http://127.0.0.1:${server.addr.port}`;
    const result = await (await app.send("POST", "/api/config/test", { ollama_base_url: address })).json();
    assert.equal(result.ok, false, String(answer.status));
    assert.match(result.hint, hint);
    await server.shutdown();
  }
  assert.equal(test.guide.requests.length, 0, "a redirect was followed");
});

Deno.test("POST /api/config/test explains https where only http is spoken", async () => {
  await using test = await testDeps({ isSetUp: false });
  const app = await testApp(test.deps);
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const answered = (async () => {
    using connection = await listener.accept();
    await connection.read(new Uint8Array(16));
    await connection.write(new TextEncoder().encode("HTTP/1.1 400 Bad Request\r\n\r\n"));
  })();
  const address = `https://127.0.0.1:${(listener.addr as Deno.NetAddr).port}`;
  const result = await (await app.send("POST", "/api/config/test", { ollama_base_url: address })).json();
  await answered;
  assert.equal(result.ok, false);
  assert.match(result.hint, /speaks plain http: try http:/);
});

Deno.test("GET /api/version asks Ollama now", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const response = await app.fetch("/api/version");
  assert.deepEqual(await response.json(), { app: { version: "0.1.0" }, ollama: { version: "0.33.0-rc2" } });
  await test.guide.close();
  const refused = await app.fetch("/api/version");
  assert.equal(refused.status, 503);
  assert.equal((await refused.json()).error.code, "ollama_unreachable");
});

function authorization(request: LoggedRequest): string | undefined {
  return request.headers.get("authorization");
}
