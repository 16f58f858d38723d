import assert from "node:assert/strict";
import { type Guide, startGuide } from "@/lib/guide/guide.ts";
import { launchBrowser, type TestPage } from "@/tests/helpers/browser.ts";
import { startServer } from "@/tests/helpers/server.ts";
import { essay, essayText, holdReply, upTo } from "@/tests/islands/stage.ts";
import type { Locator, Page } from "playwright-core";

interface Stage {
  url: string;
  guide: Guide;
  open(
    path: string,
    options?: Parameters<Awaited<ReturnType<typeof launchBrowser>>["open"]>[1],
  ): Promise<TestPage>;
}

async function onStage(options: { isSetUp: boolean }, play: (stage: Stage) => Promise<void>): Promise<void> {
  const guide = await startGuide({ answer: () => essay, loadMs: 50, speed: 150 });
  try {
    await using server = await startServer();
    if (options.isSetUp) await setUp(server.url, guide);
    await using browser = await launchBrowser();
    await play({ url: server.url, guide, open: (path, more) => browser.open(server.url + path, more) });
  } finally {
    await guide.close();
  }
}

async function setUp(url: string, guide: Guide): Promise<void> {
  const body = JSON.stringify({ ollama_base_url: guide.url, title_generation: "off" });
  const response = await fetch(`${url}/api/config`, { method: "PATCH", body });
  assert.equal(response.status, 200, await response.text());
}

const reply = (page: Page): Locator => page.locator('article[data-role="assistant"]').last();
const status = (page: Page, value: string) =>
  reply(page).and(page.locator(`[data-status="${value}"]`)).waitFor();

async function send(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Message", exact: true }).fill(text);
  await page.getByRole("button", { name: "Send", exact: true }).click();
}

/** Leads outside of the server are none, and nothing was complained about. */
function assertClean({ problems, requests }: TestPage, url: string): void {
  assert.deepEqual(problems, []);
  assert.deepEqual(requests.filter((request) => !request.startsWith(url + "/")), []);
}

Deno.test("someone new: wizard, first reply, reload, stop, theme", () =>
  onStage({ isSetUp: false }, async ({ url, guide, open }) => {
    const opened = await open("/");
    const { page } = opened;
    assert.equal(page.url(), `${url}/setup`);
    await page.getByRole("textbox", { name: "Ollama address" }).fill("http://127.0.0.1:1");
    await page.getByRole("button", { name: "Test" }).click();
    await page.getByText("connection was refused").first().waitFor();
    await page.getByRole("textbox", { name: "Ollama address" }).fill(guide.url);
    await page.getByRole("button", { name: "Test" }).click();
    await page.getByText("0.33.0-rc2").first().waitFor();
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByRole("radiogroup", { name: "Theme" }).getByText("Solarized Dark").click();
    await page.getByRole("combobox", { name: "Default model" }).selectOption("guide:latest");
    await page.getByRole("button", { name: "Finish" }).click();
    await page.waitForURL(/\/chat$/);
    assert.equal(await page.locator("html").getAttribute("data-theme"), "solarized-dark");

    const release = holdReply(guide, upTo("number 3"));
    await send(page, "Write an essay");
    await page.getByText("number 3", { exact: false }).first().waitFor();
    assert.equal(await page.getByRole("log", { name: "Conversation" }).getAttribute("aria-busy"), "true");
    await page.getByRole("heading", { level: 1, name: "Write an essay" }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Stop" }).waitFor();
    release();
    await status(page, "complete");
    assert.equal((await reply(page).locator(".prose").last().innerText()).trim(), essayText);
    await page.getByRole("region", { name: "Metrics" }).getByText(/tok\/s/).waitFor();

    holdReply(guide, upTo("number 9"));
    await send(page, "Another one");
    await page.getByRole("button", { name: "Stop" }).waitFor();
    await reply(page).getByText("number 9", { exact: false }).waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await status(page, "stopped");
    const kept = await reply(page).locator(".prose").last().innerText();
    await page.reload();
    assert.equal(await reply(page).locator(".prose").last().innerText(), kept);
    await reply(page).getByRole("button", { name: "Continue" }).waitFor();
    assertClean(opened, url);
  }));

Deno.test("two tabs show one reply, whole, while it is being written", () =>
  onStage({ isSetUp: true }, async ({ url, guide, open }) => {
    const first = await open("/chat");
    const release = holdReply(guide, upTo("number 3"));
    await send(first.page, "Write an essay");
    await first.page.getByText("number 3", { exact: false }).first().waitFor();
    const second = await open(new URL(first.page.url()).pathname);
    await second.page.getByRole("button", { name: "Stop" }).waitFor();
    release();
    await Promise.all([first, second].map(({ page }) => status(page, "complete")));
    const texts = await Promise.all(
      [first, second].map(({ page }) => reply(page).locator(".prose").last().innerText()),
    );
    assert.deepEqual(texts.map((text) => text.trim()), Array(2).fill(essayText));
    for (const tab of [first, second]) assertClean(tab, url);
  }));

Deno.test("without JavaScript: send, read, rename, pin, delete", () =>
  onStage({ isSetUp: true }, async ({ open }) => {
    const { page } = await open("/chat", { javaScriptEnabled: false });
    await send(page, "Write an essay");
    await page.waitForURL(/\/chat\/[0-9a-f-]{36}/);
    assert.equal(await reply(page).getAttribute("data-status"), "complete");
    await page.getByRole("button", { name: /^Options for/ }).click();
    await page.getByText("Rename", { exact: true }).click();
    await page.getByRole("textbox", { name: "Title" }).fill("My essay");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: "My essay" }).waitFor();
    assert.match(await page.title(), /My essay/);
    await page.getByRole("button", { name: "Options for My essay" }).click();
    await page.getByRole("button", { name: "Pin", exact: true }).first().click();
    await page.getByRole("button", { name: "Options for My essay" }).click();
    await page.getByRole("button", { name: "Unpin", exact: true }).first().waitFor();
  }));
