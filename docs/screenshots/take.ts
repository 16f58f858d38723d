/**
 * Takes the pictures of the user guide from the real product: `deno run -A docs/screenshots/take.ts`.
 *
 * The built server in the demo, and a second one that nobody has set up yet; a Chromium from tests/helpers.
 */
import type { Page } from "playwright-core";
import { launchBrowser, type TestBrowser } from "@/tests/helpers/browser.ts";
import { startServer } from "@/tests/helpers/server.ts";

const folder = new URL("./", import.meta.url).pathname;
const wide = { viewport: { width: 1200, height: 750 } };
const phone = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true };

if (import.meta.main) {
  await using browser = await launchBrowser();
  await takeSetup(browser);
  await takeDemo(browser);
}

async function takeSetup(browser: TestBrowser): Promise<void> {
  await using server = await startServer();
  const { page } = await browser.open(`${server.url}/setup`, wide);
  await shoot(page, "setup");
}

async function takeDemo(browser: TestBrowser): Promise<void> {
  await using server = await startServer({ args: ["--demo"] });
  const open = (path: string, options = wide) => browser.open(server.url + path, options);
  const theme = (name: string) => send(server.url, "PUT", "/api/config/theme", { theme: name });

  for (
    const question of ["How do I load and unload a model?", "What happens to a reply when I close the tab?"]
  ) {
    await send(server.url, "POST", "/api/chat", { content: question });
  }
  const { page } = await open("/chat");
  await page.getByRole("textbox", { name: "Message", exact: true }).fill("How do I search in my chats?");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.locator('article[data-role="assistant"][data-status="complete"]').waitFor();
  await shoot(page, "chat");
  const { pathname } = new URL(page.url());

  await theme("light-quartz");
  const small = await open(pathname, phone);
  await shoot(small.page, "chat-phone");
  const light = await open(pathname);
  await light.page.keyboard.press("Control+k");
  await light.page.getByRole("dialog", { name: "Command palette" }).waitFor();
  await shoot(light.page, "palette");

  await theme("terminal-green");
  await send(server.url, "POST", "/api/models/load", { name: "guide:latest" });
  await shoot((await open("/models")).page, "models");

  await theme("solarized-dark");
  await shoot((await open("/settings/generation")).page, "settings");
  await shoot((await open("/search?q=model")).page, "search");
}

async function send(url: string, method: string, path: string, body: unknown): Promise<void> {
  const response = await fetch(url + path, { method, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.screenshot({ path: `${folder}${name}.png`, animations: "disabled", caret: "hide" });
  await page.context().close();
}
