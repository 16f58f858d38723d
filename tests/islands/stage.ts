/** A server before a Guide that says what the test wants, and pages of a real Chromium on it. */
import assert from "node:assert/strict";
import { type BrowserContextOptions, type Locator, type Page } from "playwright-core";
import { type Guide, type GuideOptions, startGuide } from "@/lib/guide/guide.ts";
import { countTokens } from "@/lib/guide/models/tokens.ts";
import type { Step } from "@/lib/guide/fault_script.ts";
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

/**
 * The next reply runs freely for so many of its lines, then on with five a second until it is released: what a
 * test does in the middle of a reply does not race with its end.
 */
export function holdReply(guide: Guide, lines: number): () => void {
  let isHeld = true;
  const play = function* (): Generator<Step> {
    for (let line = lines; isHeld; line++) yield* [{ answer: line }, { pause: 200 }] satisfies Step[];
    yield { answer: "rest" };
  };
  guide.script({ name: "hold", play }, { path: "/api/chat" });
  return () => isHeld = false;
}

/** The lines of the essay to the end of the sentence with these words. */
export function upTo(words: string): number {
  return countTokens(essay.slice(0, essay.indexOf(".", essay.indexOf(words)) + 1));
}

/** Enter in the box. */
export async function send(page: Page, text: string): Promise<void> {
  await box(page).fill(text);
  await box(page).press("Enter");
}

/** Enter in the box; resolves when the reply is under way, which must not end by itself at once. */
export async function say(page: Page, text: string): Promise<void> {
  await send(page, text);
  await button(page, "Stop").waitFor();
}

export async function untilStatus(page: Page, status: string): Promise<void> {
  await lastReply(page).and(page.locator(`[data-status=${status}]`)).waitFor();
}

/** The reply has this much to show. */
export async function untilSaid(page: Page, text: string): Promise<void> {
  await lastReply(page).getByText(text).first().waitFor();
}

/** Until the messages are these: `user:complete assistant:stopped`. What they are in the end is in the error. */
export async function untilStatuses(page: Page, wanted: string): Promise<void> {
  const look = (wanted: string | null) => {
    const articles = [...document.querySelectorAll<HTMLElement>("article")];
    const shown = articles.map(({ dataset }) => `${dataset.role}:${dataset.status}`).join(" ");
    return wanted === null ? shown : shown === wanted;
  };
  await page.waitForFunction(look, wanted)
    .catch(async () => assert.equal(await page.evaluate(look, null), wanted));
}

/** Until the box has this text. */
export async function untilTyped(page: Page, text: string): Promise<void> {
  await page.waitForFunction(
    (text) => document.querySelector<HTMLTextAreaElement>("form.composer textarea")!.value === text,
    text,
  ).catch(async () => assert.equal(await box(page).inputValue(), text));
}
