import assert from "node:assert/strict";
import { startGuide } from "@/lib/guide/guide.ts";
import { launchBrowser } from "@/tests/helpers/browser.ts";
import { startServer } from "@/tests/helpers/server.ts";

Deno.test("a page of a server that is away says so, keeps nothing, and Retry brings the page back", async () => {
  const guide = await startGuide({ loadMs: 0 });
  await using browser = await launchBrowser();
  const dataDir = await Deno.makeTempDir();
  try {
    let url: string;
    let page;
    {
      await using server = await startServer({ dataDir });
      url = server.url;
      const body = JSON.stringify({ ollama_base_url: guide.url });
      await (await fetch(`${url}/api/config`, { method: "PATCH", body })).body?.cancel();
      const opened = await browser.open(`${url}/chat`);
      page = opened.page;
      await page.evaluate(() => navigator.serviceWorker.ready);
      await page.goto(`${url}/models`);
      assert.deepEqual(opened.problems, []);
    }
    await page.reload();
    assert.equal(page.url(), `${url}/models`);
    await page.getByRole("heading", { name: "Cannot reach the server" }).waitFor();
    assert.match(await page.getByRole("main").innerText(), new RegExp(new URL(url).host));
    assert.deepEqual(await page.evaluate(() => caches.keys()), []);
    {
      await using _ = await startServer({ dataDir, args: ["--port", new URL(url).port] });
      await page.getByRole("link", { name: "Retry" }).click();
      await page.getByRole("heading", { name: "Models", level: 1 }).waitFor();
    }
  } finally {
    await guide.close();
    await Deno.remove(dataDir, { recursive: true });
  }
});

Deno.test("the offline worker speaks for a proxy, and leaves an address that another program serves", async () => {
  await using browser = await launchBrowser();
  const { page } = await browser.open("about:blank");
  let url: string;
  {
    await using server = await startServer();
    url = server.url;
    await (await fetch(`${url}/api/config`, {
      method: "PATCH",
      body: JSON.stringify({ ollama_base_url: "http://127.0.0.1:1" }),
    })).body?.cancel();
    await page.goto(`${url}/metrics`);
    await page.evaluate(() => navigator.serviceWorker.ready);
  }
  let status = 502;
  const other = Deno.serve({ hostname: "127.0.0.1", port: Number(new URL(url).port), onListen() {} }, () => {
    return new Response("<h1>Another program</h1>", { status, headers: { "content-type": "text/html" } });
  });
  try {
    await page.goto(url);
    await page.getByRole("heading", { name: "Cannot reach the server" }).waitFor();
    status = 200;
    await page.goto(url);
    await page.getByRole("heading", { name: "Another program" }).waitFor();
    await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistrations()).length === 0);
  } finally {
    await other.shutdown();
  }
});
