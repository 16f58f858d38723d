import assert from "node:assert/strict";
import type { MessagePage } from "@/lib/shared/message.ts";
import { lastReply, onStage, say, untilSaid, untilStatus } from "./stage.ts";

Deno.test("MetricsHud counts while a reply is written, ends with Ollama's figures, and shows them after a reload", () =>
  onStage({}, async ({ open, send }) => {
    const { page } = await open("/chat");
    const hud = page.getByRole("region", { name: "Metrics" });
    await say(page, "Go");
    await untilSaid(page, "number 10");
    const [, early] = /(\d+) tokens/.exec(await hud.innerText())!;
    assert.match(await hud.innerText(), /^\d+\.\d tok\/s/);
    assert.match(await hud.innerText(), /first token \d+\.\d s/);
    await untilStatus(page, "complete");
    const id = page.url().split("/").at(-1);
    const { items } = await send<MessagePage>("GET", `/api/sessions/${id}/messages`);
    const { completion_tokens, context_used, context_window } = items.at(-1)!.metrics!;
    assert.ok(Number(early) < completion_tokens!);
    const meter = page.getByRole("meter", { name: "Context" });
    for (let reload = 0; reload < 2; reload++) {
      await hud.getByText(`${completion_tokens} tokens`).waitFor();
      assert.equal(await meter.getAttribute("value"), String(context_used));
      assert.equal(await meter.getAttribute("max"), String(context_window));
      await page.reload();
    }
    assert.equal(await lastReply(page).count(), 1);
  }));
