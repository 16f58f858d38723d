/**
 * Takes the pictures of docs from the real product: `deno run -A docs/screenshots/take.ts [NAME…]`.
 *
 * The built server in the demo with some weeks of chats, one that nobody has set up yet, and one behind a password;
 * a Chromium from tests/helpers.
 */
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import type { Theme } from "@/lib/shared/theme.ts";
import { launchBrowser, type TestBrowser } from "@/tests/helpers/browser.ts";
import { startServer } from "@/tests/helpers/server.ts";
import { weeksOfChats } from "./seeded.ts";

interface Shot {
  name: string;
  path: string;
  theme: Theme;
  size?: keyof typeof sizes;
  /** As a device with few colours of its own shows it. */
  forcedColors?: "active";
  /** What is opened on the page first. */
  act?(page: Page): Promise<unknown>;
}

const folder = new URL("./", import.meta.url).pathname;
const sizes = {
  wide: { viewport: { width: 1200, height: 750 } },
  phone: { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true },
};

if (import.meta.main) {
  await using browser = await launchBrowser();
  await takeDemo(browser);
  await takeSetup(browser);
  await takeLogin(browser);
}

async function takeDemo(browser: TestBrowser): Promise<void> {
  await using server = await startServer({ args: ["--demo"] });
  await send(server.url, "POST", "/api/import", weeksOfChats());
  await send(server.url, "POST", "/api/models/load", { name: "guide:latest" });
  const { page } = await browser.open(`${server.url}/chat`, sizes.wide);
  await page.getByRole("textbox", { name: "Message", exact: true }).fill("How do I search in my chats?");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.locator('article[data-role="assistant"][data-status="complete"]').waitFor();
  const chat = new URL(page.url()).pathname;
  await page.context().close();
  for (const shot of demoShots(chat)) await take(browser, server.url, shot);
}

function demoShots(chat: string): Shot[] {
  return [
    { name: "chat", path: chat, theme: "dark-graphite" },
    { name: "chat-terminal", path: chat, theme: "terminal-green" },
    { name: "chat-solarized", path: chat, theme: "solarized-dark" },
    { name: "chat-light", path: chat, theme: "light-quartz" },
    { name: "chat-phone", path: chat, theme: "light-quartz", size: "phone" },
    {
      name: "chats-phone",
      path: chat,
      theme: "dark-graphite",
      size: "phone",
      act: (page) => press(page, "Chats"),
    },
    { name: "new-chat", path: "/chat", theme: "light-quartz" },
    { name: "parameters", path: chat, theme: "solarized-dark", act: (page) => press(page, "Parameters") },
    { name: "palette", path: chat, theme: "light-quartz", act: (page) => page.keyboard.press("Control+k") },
    { name: "keys", path: "/metrics", theme: "dark-graphite", act: (page) => page.keyboard.press("?") },
    { name: "models", path: "/models", theme: "terminal-green" },
    { name: "models-phone", path: "/models", theme: "dark-graphite", size: "phone" },
    { name: "metrics", path: "/metrics", theme: "dark-graphite" },
    { name: "search", path: "/search?q=model", theme: "solarized-dark" },
    { name: "settings-general", path: "/settings/general", theme: "light-quartz" },
    { name: "settings", path: "/settings/generation", theme: "solarized-dark" },
    { name: "settings-appearance", path: "/settings/appearance", theme: "terminal-green" },
    { name: "settings-advanced", path: "/settings/advanced", theme: "dark-graphite" },
    {
      name: "settings-backup",
      path: "/settings/advanced",
      theme: "light-quartz",
      act: (page) => press(page, "Back up now"),
    },
    {
      name: "palette-settings",
      path: "/metrics",
      theme: "dark-graphite",
      act: async (page) => {
        await page.keyboard.press("Control+k");
        await page.getByRole("combobox", { name: "Command or chat" }).fill("te");
      },
    },
    { name: "temporary", path: "/chat", theme: "light-quartz", act: (page) => press(page, "Temporary chat") },
    { name: "import", path: "/settings/advanced", theme: "dark-graphite", act: importChats },
    { name: "not-found", path: "/nothing-here", theme: "solarized-dark" },
    { name: "forced-colors", path: chat, theme: "dark-graphite", forcedColors: "active" },
    { name: "settings-phone", path: "/settings/general", theme: "solarized-dark", size: "phone" },
  ];
}

async function takeSetup(browser: TestBrowser): Promise<void> {
  const server = await startServer();
  await take(browser, server.url, { name: "setup", path: "/setup", theme: "dark-graphite" });
  const choose = (page: Page) => press(page, "Try it without Ollama");
  await take(browser, server.url, {
    name: "setup-choose",
    path: "/setup",
    theme: "light-quartz",
    act: choose,
  });
  await take(browser, server.url, {
    name: "offline",
    path: "/setup?step=choose",
    theme: "dark-graphite",
    async act(page) {
      await page.evaluate(() => navigator.serviceWorker.ready);
      await server.stop();
      await page.reload();
    },
  });
  await server.stop();
}

/** Two new chats, one that is there already, and one that cannot be read. */
async function importChats(page: Page): Promise<void> {
  const [known, ...others] = weeksOfChats().split("\n").slice(0, 3);
  const lines = [...others, known, '{"format":"chat-webui","version":1,"session":{"title":"Half a chat"}}'];
  const first = await page.request.post(new URL("/api/import", page.url()).href, { data: known });
  if (!first.ok()) throw new Error(await first.text());
  await page.locator(".import-form input[type=file]").setInputFiles({
    name: "chats.jsonl",
    mimeType: "application/json",
    buffer: Buffer.from(lines.join("\n")),
  });
  await press(page, "Import");
  await page.getByRole("table").waitFor();
}

async function takeLogin(browser: TestBrowser): Promise<void> {
  await using server = await startServer({ env: { ACCESS_PASSWORD: "a password for the picture" } });
  const { page } = await browser.open(`${server.url}/login`, sizes.wide);
  await shoot(page, "login");
}

async function take(browser: TestBrowser, url: string, shot: Shot) {
  const { name, path, theme, size = "wide", forcedColors, act } = shot;
  if (Deno.args.length > 0 && !Deno.args.includes(name)) return;
  await send(url, "PUT", "/api/config/theme", { theme });
  const { page } = await browser.open(url + path, { ...sizes[size], forcedColors });
  await page.waitForLoadState("networkidle");
  await act?.(page);
  await shoot(page, name);
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
}

async function send(url: string, method: string, path: string, body: unknown): Promise<void> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(url + path, { method, body: text });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer}`);
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.waitForTimeout(300); // what was opened has been drawn
  await page.screenshot({ path: `${folder}${name}.png`, animations: "disabled", caret: "hide" });
  await page.context().close();
}
