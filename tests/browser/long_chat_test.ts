import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { withChats } from "./seeded.ts";

function questions(page: Page): Promise<number[]> {
  return page.locator("article[data-role=user]").evaluateAll((all) =>
    all.map((article) => Number(/Question (\d+)/.exec(article.textContent!)![1]))
  );
}

function elements(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelectorAll("*").length);
}

/** What stands at the top of the log does not move while more comes in above it. */
async function jumpWhile(page: Page, article: string, act: () => Promise<unknown>): Promise<number> {
  const top = () => page.locator(article).evaluate((node) => node.getBoundingClientRect().top);
  const before = await top();
  await act();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  return Math.abs(await top() - before);
}

Deno.test("Older messages come in without a jump, the page stays small, and one comes down to the end again", () =>
  withChats([{ title: "Long", turns: 300 }], async ({ url, ids, open }) => {
    const { page, problems } = await open(`/chat/${ids[0]}`);
    const beyond = await page.evaluate(() => document.scrollingElement!.scrollHeight - innerHeight);
    assert.equal(beyond, 0, "the conversation scrolls, never the page");
    const older = page.getByRole("link", { name: "Older messages" });
    for (let seen = 280, loads = 0; loads < 6; loads++, seen -= 20) {
      assert.equal((await questions(page))[0], seen);
      const first = await page.locator("article").first().getAttribute("id");
      await older.scrollIntoViewIfNeeded();
      await older.focus(); // by keys: a press of Playwright's mouse scrolls by itself
      const jump = await jumpWhile(page, `#${first}`, async () => {
        await page.keyboard.press("Enter");
        await page.waitForFunction((id) => document.querySelector("article")!.id !== id, first);
      });
      assert.ok(jump < 2, `jumped by ${jump}`);
      assert.ok(await elements(page) <= 5000, `${await elements(page)} elements`);
    }
    const far = await questions(page);
    assert.equal(far[0], 160);
    assert.deepEqual(far, far.map((_, index) => 160 + index));
    assert.equal(page.url(), `${url}/chat/${ids[0]}`);

    const newer = page.getByRole("link", { name: "Newer messages" });
    while (await newer.count() > 0) {
      const last = await page.locator("article").last().getAttribute("id");
      await newer.focus();
      const jump = await jumpWhile(page, `#${last}`, async () => {
        await page.keyboard.press("Enter");
        await page.waitForFunction((id) => [...document.querySelectorAll("article")].at(-1)!.id !== id, last);
      });
      assert.ok(jump < 2, `jumped by ${jump}`);
      assert.ok(await elements(page) <= 5000, `${await elements(page)} elements`);
    }
    const end = await questions(page);
    assert.equal(end.at(-1), 299);
    assert.deepEqual(end, end.map((_, index) => end[0]! + index));
    assert.deepEqual(problems, []);
  }));

Deno.test("older messages stay when the conversation is shown anew", () =>
  withChats([{ title: "Long", turns: 60 }], async ({ ids, open }) => {
    const { page, problems } = await open(`/chat/${ids[0]}`);
    await page.getByRole("link", { name: "Older messages" }).click();
    await page.waitForFunction(() => document.querySelectorAll("article").length === 80);
    const last = page.locator("article").last();
    await last.hover();
    await last.getByRole("button", { name: "Pin" }).click();
    await last.getByRole("button", { name: "Unpin" }).waitFor();
    assert.deepEqual(await questions(page), Array.from({ length: 40 }, (_, index) => 20 + index));
    assert.deepEqual(problems, []);
  }));

Deno.test("older messages are pinned, edited and asked about in their place", () =>
  withChats([{ title: "Long", turns: 60 }], async ({ url, ids, open }) => {
    const { page, problems } = await open(`/chat/${ids[0]}`);
    await page.getByRole("link", { name: "Older messages" }).click();
    await page.waitForFunction(() => document.querySelectorAll("article").length === 80);
    await page.evaluate(() => document.body.dataset.same = "page");
    const reply = page.locator("article[data-role=assistant]").nth(3);
    const place = async () => (await reply.boundingBox())!.y;
    await reply.hover();
    const before = await place();
    await reply.getByRole("button", { name: "Pin" }).click();
    await reply.getByRole("button", { name: "Unpin" }).waitFor();
    assert.ok(Math.abs(await place() - before) < 2);

    await reply.getByRole("button", { name: "Edit" }).click();
    await reply.getByRole("textbox", { name: "Edit message" }).fill("Rewritten in its place");
    await reply.getByRole("button", { name: "Save" }).click();
    await reply.getByText("Rewritten in its place").waitFor();
    await reply.getByRole("textbox").waitFor({ state: "detached" });

    await reply.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("alertdialog").waitFor({ state: "detached" });
    assert.equal(await page.locator("article").count(), 80);
    assert.equal(await page.evaluate(() => document.body.dataset.same), "page");
    assert.equal(page.url(), `${url}/chat/${ids[0]}`);
    assert.deepEqual(problems, []);
  }));

Deno.test("Jump to latest is in sight wherever one reads, and neither its coming nor its going moves a line", () =>
  withChats([{ title: "Long", turns: 60 }], async ({ ids, open }) => {
    const { page, problems } = await open(`/chat/${ids[0]}`);
    const jump = page.getByRole("button", { name: "Jump to latest" });
    const height = () => page.locator("[data-scroller]").evaluate((scroller) => scroller.scrollHeight);
    await page.waitForFunction(() => {
      const scroller = document.querySelector("[data-scroller]")!;
      return scroller.scrollTop > 0 && scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop < 2;
    });
    assert.equal(await jump.count(), 0);
    const before = await height();
    await page.mouse.move(600, 300);
    await page.mouse.wheel(0, -600);
    await jump.waitFor();
    const [button, composer] = [await jump.boundingBox(), await page.locator(".composer").boundingBox()];
    assert.ok(
      button!.y > 0 && button!.y + button!.height <= composer!.y,
      JSON.stringify({ button, composer }),
    );
    assert.equal(await height(), before);
    await jump.click();
    await jump.waitFor({ state: "detached" });
    assert.equal(await height(), before);
    assert.deepEqual(problems, []);
  }));
