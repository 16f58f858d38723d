import assert from "node:assert/strict";
import { startHoldingProxy } from "./holding_proxy.ts";
import { button, essayText, lastReply, onStage, replyText, say, untilSaid, untilStatus } from "./stage.ts";

Deno.test("the page takes the WebSocket by itself where streams are held back", () =>
  onStage({ speed: 60 }, async ({ url, open }) => {
    await using proxy = startHoldingProxy(url);
    const { page, problems } = await open("/chat");
    const sockets: string[] = [];
    page.on("websocket", (socket) => sockets.push(socket.url()));
    await page.goto(`${proxy.url}/chat`);
    await say(page, "Go");
    await untilSaid(page, "number 3");
    assert.equal(await lastReply(page).getAttribute("data-status"), "streaming");
    await untilStatus(page, "complete");
    assert.equal((await replyText(page)).trim(), essayText);
    assert.deepEqual(sockets, [`${proxy.url.replace("http", "ws")}/ws/chat`]);

    await button(lastReply(page), "Regenerate").click();
    await lastReply(page).getByText("2 / 2").waitFor();
    await untilStatus(page, "complete");
    assert.equal((await replyText(page)).trim(), essayText);
    assert.deepEqual(problems, []);
  }));

Deno.test("twelve tabs that all stream leave room for requests", () =>
  onStage({ speed: 30, parallel: 12 }, async ({ open }) => {
    const { page: first } = await open("/chat");
    const pages = [first];
    for (let n = 1; n < 12; n++) pages.push(await first.context().newPage());
    for (const page of pages) {
      if (page !== first) await page.goto(first.url().replace(/chat.*/, "chat"));
      await say(page, "Go");
    }
    for (const page of pages) await untilSaid(page, "number 1");
    const took = await first.evaluate(async () => {
      const began = performance.now();
      await fetch("/api/sessions", { method: "POST", body: "{}" });
      return performance.now() - began;
    });
    assert.ok(took < 1000, `${took} ms`);
  }));
