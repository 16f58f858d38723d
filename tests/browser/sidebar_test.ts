import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { delay } from "@/lib/guide/faults.ts";
import { withChats } from "./seeded.ts";

const three = [{ title: "First", turns: 1 }, { title: "Second", turns: 2 }, { title: "Third", turns: 1 }];

function links(page: Page) {
  return page.getByRole("navigation", { name: "Sessions" }).locator("li > a");
}

Deno.test("a chat deleted from its menu is gone at once, and comes back with Undo, on another page too", () =>
  withChats(three, async ({ url, ids, open }) => {
    const { page, problems } = await open(`/chat/${ids[1]}`);
    const before = await (await fetch(`${url}/api/sessions/${ids[1]}/messages`)).json();
    await page.getByRole("button", { name: "Options for Second" }).click();
    await page.locator(`#options-${ids[1]}`).getByRole("button", { name: "Delete" }).click();
    await page.waitForURL(`${url}/chat`);
    const gone = await fetch(`${url}/api/sessions/${ids[1]}`);
    await gone.body?.cancel();
    assert.equal(gone.status, 404);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("link", { name: "Second" }).waitFor();
    const after = await (await fetch(`${url}/api/sessions/${ids[1]}/messages`)).json();
    assert.deepEqual(after, before);
    assert.deepEqual(problems, []);
  }));

Deno.test("the list of chats is used by keys alone: arrows, F2, Delete, Enter", () =>
  withChats(three, async ({ url, ids, open }) => {
    const { page, problems } = await open("/chat");
    const until = (text: string) =>
      page.waitForFunction((text) => document.activeElement?.textContent?.trim() === text, text);
    await page.getByRole("searchbox", { name: "Search chats" }).focus();
    await page.keyboard.press("ArrowDown");
    await until("First");
    await page.keyboard.press("End");
    await until("Third");
    await page.keyboard.press("ArrowUp");
    await until("Second");
    await page.keyboard.press("F2");
    const title = page.getByRole("textbox", { name: "Title" }).filter({ visible: true });
    await title.waitFor();
    await title.fill("Renamed");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Renamed" }).waitFor();
    await links(page).filter({ hasText: "First" }).focus();
    await page.keyboard.press("Delete");
    await until("Renamed");
    await links(page).filter({ hasText: "First" }).waitFor({ state: "detached" });
    assert.deepEqual((await links(page).allInnerTexts()).toSorted(), ["Renamed", "Third"]);
    await until("Renamed");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${url}/chat/${ids[1]}`);
    assert.deepEqual(problems, []);
  }));

Deno.test("More chats adds to the groups without doubling one, and typing narrows the list", () =>
  withChats(
    Array.from({ length: 90 }, (_, index) => ({ title: `Chat number ${index}`, turns: 1 })),
    async ({ open }) => {
      const { page, problems } = await open("/chat");
      assert.equal(await links(page).count(), 40);
      await page.getByRole("button", { name: "More chats" }).click();
      await page.waitForFunction(() => document.querySelectorAll("[data-sessions] li > a").length === 80);
      const titles = await links(page).allInnerTexts();
      assert.equal(new Set(titles).size, 80);
      const groups = await page.locator("[data-group]").evaluateAll((all) =>
        all.map((group) => (group as HTMLElement).dataset.group)
      );
      assert.equal(new Set(groups).size, groups.length);
      await page.getByRole("searchbox", { name: "Search chats" }).fill("number 77");
      await page.waitForFunction(() => document.querySelectorAll("[data-sessions] li > a").length === 1);
      await page.getByRole("searchbox", { name: "Search chats" }).press("Enter");
      await page.waitForURL(/\/search\?q=number(\+|%20)77$/);
      assert.deepEqual(problems, []);
    },
  ));

Deno.test("a reply that was asked for elsewhere is marked in the list as unread when it ends", () =>
  withChats(three, async ({ url, guide, ids, open }) => {
    const { page } = await open("/models");
    const item = page.locator(`[data-session-id="${ids[2]}"]`);
    const gate = Promise.withResolvers<void>();
    guide.script(delay(gate.promise), { path: "/api/chat" });
    const body = JSON.stringify({
      session_id: ids[2],
      content: "Hello?",
      model: "guide:latest",
      background: true,
    });
    const reply = await fetch(`${url}/api/chat`, { method: "POST", body });
    await reply.body?.cancel();
    // The reply must end after its asker has gone: until then somebody reads it.
    await page.reload();
    await item.getByText("Generating").waitFor({ state: "attached" });
    gate.resolve();
    await item.getByText("New reply").waitFor({ state: "attached" });
    assert.match(await item.innerText(), /now/);
  }));

Deno.test("a reply that ends before the page hears of chats is marked in its list all the same", () =>
  withChats(three, async ({ url, guide, ids, open }) => {
    const { page } = await open("/models", { serviceWorkers: "block" });
    const [reply, feed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    await page.route("**/api/sessions/events", async (route) => {
      await feed.promise;
      await route.continue();
    });
    guide.script(delay(reply.promise), { path: "/api/chat" });
    const body = JSON.stringify({ session_id: ids[2], content: "Hello?", background: true });
    await (await fetch(`${url}/api/chat`, { method: "POST", body })).body?.cancel();
    await page.reload();
    const item = page.locator(`[data-session-id="${ids[2]}"]`);
    await item.getByText("Generating").waitFor({ state: "attached" });
    reply.resolve();
    await page.waitForFunction(async (id) => {
      return (await (await fetch(`/api/sessions/${id}`)).json()).generating === null;
    }, ids[2]);
    feed.resolve();
    await item.getByText("Generating").waitFor({ state: "detached" });
  }));

Deno.test("on a phone the list opens by its button, and closes by Esc, a tap beside it and choosing a chat", () =>
  withChats(three, async ({ url, ids, open }) => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const { page, problems } = await open("/models", phone);
    const nav = page.locator("#sessions");
    const isOpen = (state: "visible" | "hidden") => nav.waitFor({ state });
    await isOpen("hidden");
    await page.getByRole("button", { name: "Chats" }).tap();
    await isOpen("visible");
    await page.keyboard.press("Escape");
    await isOpen("hidden");
    await page.getByRole("button", { name: "Chats" }).tap();
    await isOpen("visible");
    await page.touchscreen.tap(385, 400);
    await isOpen("hidden");
    await page.getByRole("button", { name: "Chats" }).tap();
    await page.getByRole("link", { name: "Second" }).tap();
    await page.waitForURL(`${url}/chat/${ids[1]}`);
    await isOpen("hidden");
    assert.deepEqual(problems, []);
  }));
