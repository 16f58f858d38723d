import assert from "node:assert/strict";
import { withChats } from "./seeded.ts";

Deno.test("a temporary chat in two tabs: replies, a reload and its end come to both; nothing is kept in the browser", () =>
  withChats([{ title: "Stored", turns: 2 }], async ({ url, open }) => {
    const { page, problems } = await open("/chat");
    await page.getByRole("button", { name: "Temporary chat" }).click();
    await page.getByRole("heading", { name: "Temporary chat" }).waitFor();
    const address = page.url();
    assert.match(address, /\/chat\/[0-9a-f-]{36}$/);
    await page.getByRole("note").filter({ hasText: "Nothing of it is stored" }).waitFor();

    await page.getByRole("textbox", { name: "Message" }).fill("A passing thought");
    await page.getByRole("button", { name: "Send" }).click();
    await page.locator("article[data-role=assistant][data-status=complete]").waitFor();
    const other = await page.context().newPage();
    await other.goto(address);
    assert.equal(await other.locator("article").count(), 2);

    await other.getByRole("textbox", { name: "Message" }).fill("And another");
    await other.getByRole("button", { name: "Send" }).click();
    await page.locator("article").nth(3).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Regenerate" }).last().click();
    await page.getByText("2 / 2").waitFor();
    await page.getByRole("textbox", { name: "Message" }).fill("never sent");
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
    assert.equal(/passing|another|never/.test(kept), false, kept);
    assert.equal(await page.locator("[data-session-id]").count(), 1);

    await page.getByRole("button", { name: "Close" }).click();
    await page.waitForURL(`${url}/chat`);
    await other.waitForURL(`${url}/chat`);
    const answer = await fetch(address);
    assert.equal(answer.status, 404);
    await answer.body?.cancel();
    assert.deepEqual(problems, []);
  }));

Deno.test("a temporary chat by the palette, kept after all", () =>
  withChats([], async ({ open }) => {
    const { page, problems } = await open("/settings/general");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Command or chat" }).fill("temporary");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Temporary chat" }).waitFor();
    await page.getByRole("textbox", { name: "Message" }).fill("Worth keeping");
    await page.getByRole("button", { name: "Send" }).click();
    await page.locator("article[data-role=assistant][data-status=complete]").waitFor();
    await page.getByRole("button", { name: "Keep this chat" }).click();
    await page.getByRole("navigation", { name: "Sessions" }).getByRole("link", { name: "Worth keeping" })
      .waitFor();
    assert.equal(await page.locator("[data-temporary]").count(), 0);
    assert.equal(await page.locator("article").count(), 2);
    assert.deepEqual(problems, []);
  }));
