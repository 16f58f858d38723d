import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { silenceAfter } from "@/lib/guide/faults.ts";
import { startHoldingProxy } from "./holding_proxy.ts";
import {
  button,
  essayText,
  holdReply,
  lastReply,
  onStage,
  replyText,
  say,
  untilSaid,
  untilStatus,
  upTo,
} from "./stage.ts";

Deno.test("the page takes the WebSocket by itself where streams are held back", () =>
  onStage({}, async ({ url, open, guide }) => {
    await using proxy = startHoldingProxy(url);
    const { page, problems } = await open("/chat");
    const sockets: string[] = [];
    page.on("websocket", (socket) => sockets.push(socket.url()));
    await page.goto(`${proxy.url}/chat`);
    const release = holdReply(guide, upTo("number 3"));
    await say(page, "Go");
    await untilSaid(page, "number 3");
    assert.equal(await lastReply(page).getAttribute("data-status"), "streaming");
    release();
    await untilStatus(page, "complete");
    assert.equal((await replyText(page)).trim(), essayText);
    assert.deepEqual([...new Set(sockets)], [`${proxy.url.replace("http", "ws")}/ws/chat`]);

    const toasts = await keepToasts(page);
    await button(lastReply(page), "Regenerate").click();
    await lastReply(page).getByText("2 / 2").waitFor();
    await untilStatus(page, "complete");
    assert.equal((await replyText(page)).trim(), essayText);
    assert.deepEqual(await toasts(), [], "the server took it: nothing is amiss");
    assert.deepEqual(problems, []);
  }));

Deno.test("twelve tabs that all stream leave room for requests", () =>
  onStage({ parallel: 12 }, async ({ open, guide }) => {
    guide.script(silenceAfter(upTo("number 1")), { path: "/api/chat", times: 12 });
    const { page: first } = await open("/chat");
    const pages = [first];
    for (let n = 1; n < 12; n++) pages.push(await first.context().newPage());
    for (const page of pages) {
      if (page !== first) await page.goto(first.url().replace(/chat.*/, "chat"));
      await say(page, "Go");
    }
    for (const page of pages) await untilSaid(page, "number 1");
    // Without room it would wait for the end of a reply, and they do not end. Here every tab counts as visible:
    // it has its turn after what twelve lists of chats load over the few connections that are left.
    const status = await first.evaluate(async () => {
      const signal = AbortSignal.timeout(60_000);
      return (await fetch("/api/sessions", { method: "POST", body: "{}", signal })).status;
    });
    assert.equal(status, 201);
  }));

/** The texts of those that are shown from now on; they go by themselves. */
async function keepToasts(page: Page): Promise<() => Promise<string[]>> {
  const kept = await page.evaluateHandle(() => {
    const texts: string[] = [];
    const look = () =>
      document.querySelectorAll(".toast").forEach(({ textContent }) => texts.push(textContent!));
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
    return texts;
  });
  return () => kept.jsonValue();
}
