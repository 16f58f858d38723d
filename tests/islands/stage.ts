/** A server before a Guide that says what the test wants, and pages of a real Chromium on it. */
import assert from "node:assert/strict";
import { type BrowserContextOptions, type Locator, type Page } from "playwright-core";
import { type Guide, type GuideOptions, startGuide } from "@/lib/guide/guide.ts";
import { launchBrowser, type TestPage } from "@/tests/helpers/browser.ts";
import { startServer } from "@/tests/helpers/server.ts";

export interface Stage {
  url: string;
  guide: Guide;
  open(path: string, options?: BrowserContextOptions): Promise<TestPage>;
  /** Asks through the API and waits for the end; gives the chat's id. */
  ask(content: string, sessionId?: string): Promise<string>;
  /** Calls the API; gives what it answers. */
  send<Answer = unknown>(method: string, path: string, body?: unknown): Promise<Answer>;
}

/** Long enough to be watched, stopped and reloaded in the middle. */
export const essay = Array.from({ length: 60 }, (_, n) => `Sentence **number ${n}** of this essay.`).join(
  " ",
);
/** As a page shows it. */
export const essayText = essay.replaceAll("**", "");

export async function onStage(options: GuideOptions, play: (stage: Stage) => Promise<void>): Promise<void> {
  const guide = await startGuide({
    answer: () => essay,
    loadMs: 0,
    promptSpeed: Infinity,
    speed: 200,
    ...options,
  });
  try {
    await using server = await startServer({ env: { MODEL_POLL_SECONDS: "1" } });
    const call = async (method: string, path: string, body?: unknown) => {
      const init = { method, body: body === undefined ? undefined : JSON.stringify(body) };
      const response = await fetch(server.url + path, init);
      const text = await response.text();
      assert.ok(response.ok, text);
      return text;
    };
    await call("PATCH", "/api/config", { ollama_base_url: guide.url, title_generation: "off" });
    await using browser = await launchBrowser();
    await play({
      url: server.url,
      guide,
      send: async (method, path, body) => JSON.parse(await call(method, path, body) || "null"),
      open: (path, more) => browser.open(server.url + path, more),
      async ask(content, sessionId) {
        const text = await call("POST", "/api/chat", { content, session_id: sessionId });
        return /"session_id":"([^"]+)"/.exec(text)![1]!;
      },
    });
  } finally {
    await guide.close();
  }
}

export const box = (page: Page): Locator => page.getByRole("textbox", { name: "Message", exact: true });
export const button = (place: Page | Locator, name: string): Locator =>
  place.getByRole("button", { name, exact: true });
export const lastReply = (page: Page): Locator => page.locator("article[data-role=assistant]").last();
export const replyText = (page: Page): Promise<string> =>
  lastReply(page).locator(".message-body").innerText();

/** Enter in the box; resolves when the reply is under way. */
export async function say(page: Page, text: string): Promise<void> {
  await box(page).fill(text);
  await box(page).press("Enter");
  await button(page, "Stop").waitFor();
}

export async function untilStatus(page: Page, status: string): Promise<void> {
  await lastReply(page).and(page.locator(`[data-status=${status}]`)).waitFor();
}

/** The reply has this much to show. */
export async function untilSaid(page: Page, text: string): Promise<void> {
  await lastReply(page).getByText(text).first().waitFor();
}

/** `user:complete assistant:stopped` */
export async function statuses(page: Page): Promise<string> {
  const all = await page.locator("article").evaluateAll((articles) =>
    (articles as HTMLElement[]).map(({ dataset }) => `${dataset.role}:${dataset.status}`)
  );
  return all.join(" ");
}
