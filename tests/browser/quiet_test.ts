import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { stallAfter } from "@/lib/guide/faults.ts";
import { listenForNoise } from "./places/checks/noise.ts";
import { withChats } from "./seeded.ts";

Deno.test("a day's work leaves nothing in the console, and its reply is said by the sentence and finished once", () =>
  withChats([{ title: "One", turns: 1 }], async ({ url, guide, ids, open }) => {
    const { page } = await open("/metrics");
    const noise = await listenForNoise(page);
    await page.goto(`${url}/chat/${ids[0]}`);
    const said = await hearAnnouncer(page);
    await send(page, "Hello?");
    await status(page, "complete");
    await page.waitForFunction((said) => said.join(" ").includes("Reply finished"), said);
    assert.equal((await said.jsonValue()).join(" "), "Yes. Reply finished");

    guide.script(stallAfter(1, new Promise(() => {})), { path: "/api/chat" });
    await send(page, "And at length?");
    await page.locator("article").last().getByText("Yes").waitFor();
    await page.keyboard.press("Escape");
    await status(page, "stopped");
    await page.getByRole("button", { name: "Regenerate" }).last().click();
    await status(page, "complete");
    await page.getByText("2 / 2").waitFor();

    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Command or chat" }).fill("settings");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/settings\//);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("status").getByText("Saved").waitFor();
    assert.deepEqual(noise.take(), []);
  }));

async function send(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Message", exact: true }).fill(text);
  await page.getByRole("button", { name: "Send", exact: true }).click();
}

async function status(page: Page, value: string): Promise<void> {
  await page.locator("article[data-role=assistant]").last().and(page.locator(`[data-status=${value}]`))
    .waitFor();
}

/** What a screen reader is given, in its pieces. */
function hearAnnouncer(page: Page) {
  return page.evaluateHandle(() => {
    const said: string[] = [];
    const region = document.querySelector(".sr-only[aria-live=polite]")!;
    new MutationObserver(() => said.push(region.textContent!)).observe(region, { childList: true });
    return said;
  });
}
