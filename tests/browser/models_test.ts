import assert from "node:assert/strict";
import { stallAfter } from "@/lib/guide/faults.ts";
import { startGuide } from "@/lib/guide/guide.ts";
import { launchBrowser } from "@/tests/helpers/browser.ts";
import { startServer } from "@/tests/helpers/server.ts";

Deno.test("models: pull with progress, load and unload with their log, delete, without a reload", async () => {
  const guide = await startGuide({ loadMs: 50, unloadMs: 50, pullSpeed: 80_000_000 });
  try {
    await using server = await startServer();
    const body = JSON.stringify({ ollama_base_url: guide.url });
    await (await fetch(`${server.url}/api/config`, { method: "PATCH", body })).body?.cancel();
    await using browser = await launchBrowser();
    const { page, problems, requests } = await browser.open(`${server.url}/models`);
    // Until then its forms are plain ones.
    const isAlive = (url: string) => url.endsWith("/api/models/events");
    if (!requests.some(isAlive)) await page.waitForRequest((request) => isAlive(request.url()));
    let loads = 0;
    page.on("load", () => loads++);

    const gate = Promise.withResolvers<void>();
    guide.script(stallAfter(5, gate.promise), { path: "/api/pull" });
    await page.getByRole("textbox", { name: "Model name" }).fill("sample-backwards");
    await page.getByRole("button", { name: "Pull" }).click();
    await page.getByRole("progressbar", { name: "sample-backwards" }).waitFor();
    await page.getByText(/^\d+ % · .* of 96 MB/).waitFor();
    gate.resolve();
    const pulled = page.getByRole("listitem", { name: "sample-backwards:latest" });
    await pulled.waitFor();
    await page.getByRole("progressbar").waitFor({ state: "detached" });

    await pulled.getByRole("button", { name: "Load", exact: true }).click();
    await pulled.getByText("Loaded", { exact: true }).waitFor();
    await page.getByRole("log", { name: "Log of sample-backwards:latest" }).getByText(/Load/).first()
      .waitFor();
    await pulled.getByRole("button", { name: "Unload" }).click();
    await pulled.getByText("Unloaded").waitFor();

    await pulled.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await pulled.waitFor({ state: "detached" });

    await page.getByRole("textbox", { name: "Model name" }).fill("no/such/na/me");
    await page.getByRole("button", { name: "Pull" }).click();
    await page.locator("[name=pull][aria-invalid=true]").waitFor();
    assert.equal(loads, 0);
    assert.deepEqual(problems, []);
  } finally {
    await guide.close();
  }
});
