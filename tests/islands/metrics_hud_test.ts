import assert from "node:assert/strict";
import type { MessagePage } from "@/lib/shared/message.ts";
import { holdReply, lastReply, onStage, say, untilSaid, untilStatus, upTo } from "./stage.ts";

Deno.test("MetricsHud counts while a reply is written, ends with Ollama's figures, and shows them after a reload", () =>
  onStage({}, async ({ open, send, guide }) => {
    const { page } = await open("/chat");
    const hud = page.getByRole("region", { name: "Metrics" });
    const release = holdReply(guide, upTo("number 10"));
    await say(page, "Go");
    await untilSaid(page, "number 10");
    await hud.getByText(/^\d+\.\d tok\/s$/).waitFor();
    await hud.getByText(/^first token \d+\.\d s$/).waitFor();
    const early = parseInt(await hud.getByText(/^\d+ tokens$/).innerText());
    release();
    await untilStatus(page, "complete");
    const id = page.url().split("/").at(-1);
    const { items } = await send<MessagePage>("GET", `/api/sessions/${id}/messages`);
    const { completion_tokens, context_used, context_window } = items.at(-1)!.metrics!;
    assert.ok(early > 0 && early < completion_tokens!);
    const figures = page.locator(`[value="${context_used}"][max="${context_window}"]`);
    const meter = page.getByRole("meter", { name: "Context" }).and(figures);
    for (let reload = 0; reload < 2; reload++) {
      await hud.getByText(`${completion_tokens} tokens`).waitFor();
      await meter.waitFor();
      await page.reload();
    }
    assert.equal(await lastReply(page).count(), 1);
  }));
