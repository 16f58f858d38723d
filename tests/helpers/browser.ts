/** A real Chromium, with nothing running but the page. */
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { findChromium } from "./chromium.ts";

export interface TestBrowser extends AsyncDisposable {
  browser: Browser;
  /** A page in a context of its own (no cookies of others) with what went wrong in it. */
  open(url: string, options?: BrowserContextOptions): Promise<TestPage>;
}

export interface TestPage {
  page: Page;
  /** Console errors, uncaught errors and violations of the content policy: usually to be empty. */
  problems: string[];
  /** Every URL that was asked for. */
  requests: string[];
}

/**
 * `hosts`: names that lead to this machine, as a local network's name server or an attacker's would have it.
 * `knowsNobody`: no name or address but 127.0.0.1 leads anywhere.
 */
export async function launchBrowser(
  { hosts = [] as string[], knowsNobody = false } = {},
): Promise<TestBrowser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("No Chromium found. `deno task test` installs one.");
  const rules = [
    ...hosts.map((host) => `MAP ${host} 127.0.0.1`),
    ...(knowsNobody ? ["MAP * ~NOTFOUND", "EXCLUDE 127.0.0.1"] : []),
  ].join(", ");
  const args = [...browserArgs, ...(rules ? [`--host-resolver-rules=${rules}`] : [])];
  const browser = await chromium.launch({ executablePath, headless: true, args, timeout: patienceMs });
  return {
    browser,
    open: (url, options) => openPage(browser, url, options),
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

/** For each step: a busy machine is no failure. */
export const patienceMs = 90_000;

/** `--no-sandbox` is for root in containers; the rest keeps the browser from speaking to anyone by itself. */
const browserArgs = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

async function openPage(browser: Browser, url: string, options?: BrowserContextOptions): Promise<TestPage> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  const problems: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(url);
  return { page, problems, requests };
}
