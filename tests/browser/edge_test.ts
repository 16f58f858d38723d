import assert from "node:assert/strict";
import { launchBrowser } from "@/tests/helpers/browser.ts";
import { startServer, type TestServer } from "@/tests/helpers/server.ts";

Deno.test("a rebound name gets no page and no answer, also from a script on it", async () => {
  await using server = await startServer({ args: ["--demo"] });
  await using browser = await launchBrowser({ hosts: ["evil.test"] });
  const { page } = await browser.open(server.url.replace("127.0.0.1", "evil.test"));
  assert.match(await page.textContent("body") ?? "", /forbidden_host/);
  const statuses = await page.evaluate(async () => {
    const paths = ["/api/config", "/chat", "/styles.css", "/api/sessions"];
    return await Promise.all(paths.map(async (path) => (await fetch(path)).status));
  });
  assert.deepEqual(statuses, [403, 403, 403, 403]);
});

Deno.test("a page on another port of localhost can neither read nor change anything", async () => {
  await using server = await startServer({ args: ["--demo"] });
  await using browser = await launchBrowser();
  const html = { headers: { "content-type": "text/html" } };
  await using other = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    () => new Response("", html),
  );
  const before = await readConfig(server);
  const { page } = await browser.open(`http://127.0.0.1:${other.addr.port}`);
  const outcomes = await page.evaluate(async (target) => {
    const outcome = (init: RequestInit) =>
      fetch(`${target}/api/config`, { credentials: "include", ...init }).then(() => "read", () => "refused");
    const change = { method: "PATCH", body: '{"theme":"light-quartz"}' };
    await outcome({ ...change, method: "POST", mode: "no-cors" });
    return [await outcome({}), await outcome(change), await outcome({ method: "DELETE" })];
  }, server.url);
  assert.deepEqual(outcomes, ["refused", "refused", "refused"]);
  await page.setContent(`<form method="post" action="${server.url}/setup"><button>Go</button></form>`);
  await page.getByRole("button").click();
  await page.waitForURL(`${server.url}/setup`);
  assert.match(await page.textContent("body") ?? "", /forbidden_origin/);
  assert.deepEqual(await readConfig(server), before);
});

Deno.test("plain forms work under a plain-http name of the local network, with and without scripts", async () => {
  const env = { ALLOWED_HOSTS: "chat.lan", OLLAMA_BASE_URL: "http://127.0.0.1:9" };
  await using server = await startServer({ env });
  await using browser = await launchBrowser({ hosts: ["chat.lan"] });
  for (const javaScriptEnabled of [true, false]) {
    const { page } = await browser.open(`${server.url.replace("127.0.0.1", "chat.lan")}/setup`, {
      javaScriptEnabled,
    });
    await page.getByRole("button", { name: "Test" }).click();
    await page.getByText(/Cannot reach Ollama/).first().waitFor();
    await page.context().close();
  }
});

async function readConfig(server: TestServer): Promise<unknown> {
  return await (await fetch(`${server.url}/api/config`)).json();
}
