import assert from "node:assert/strict";
import { atOnce, startGuide } from "@/lib/guide/guide.ts";
import { launchBrowser } from "@/tests/helpers/browser.ts";
import { startServer } from "@/tests/helpers/server.ts";

Deno.test("a link to a message far up in a chat leads to it", async () => {
  const guide = await startGuide({ ...atOnce, answer: () => "Yes." });
  try {
    await using server = await startServer();
    const send = async (method: string, path: string, body: unknown) =>
      await (await fetch(server.url + path, { method, body: JSON.stringify(body) })).text();
    await send("PATCH", "/api/config", { ollama_base_url: guide.url, title_generation: "off" });
    const { id } = JSON.parse(await send("POST", "/api/sessions", {}));
    for (let n = 0; n < 22; n++) {
      await send("POST", "/api/chat", {
        session_id: id,
        content: n === 0 ? "The quagga?" : `Question ${n}?`,
      });
    }
    await using browser = await launchBrowser();
    const { page, problems } = await browser.open(`${server.url}/search?q=quagga`);
    await page.getByRole("main").getByRole("link", { name: /The quagga/ }).last().click();
    await page.locator("article:target").waitFor();
    assert.match(await page.locator("article:target").innerText(), /The quagga\?/);
    assert.deepEqual(problems, []);
  } finally {
    await guide.close();
  }
});
