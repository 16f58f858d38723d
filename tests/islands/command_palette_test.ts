import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Session } from "@/lib/shared/session.ts";
import { box, button, onStage } from "./stage.ts";

const palette = (page: Page) => page.getByRole("dialog", { name: "Command palette" });
const field = (page: Page) => palette(page).getByRole("combobox");

Deno.test("CommandPalette opens by key on every page, goes to places and gives the focus back", () =>
  onStage({ speed: Infinity }, async ({ url, open }) => {
    const { page, problems } = await open("/chat");
    await box(page).focus();
    await page.keyboard.press("Control+k");
    await field(page).waitFor();
    await page.keyboard.press("Escape");
    await palette(page).waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-label")), "Message");
    for (
      const [typed, path] of [["models", "/models"], ["metr", "/metrics"], ["setti", "/settings/general"]]
    ) {
      await page.keyboard.press("Control+k");
      await field(page).fill(typed!);
      await page.keyboard.press("Enter");
      await page.waitForURL(url + path!);
    }
    await page.keyboard.press("Control+k");
    await field(page).fill("tempera");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${url}/settings/generation#field-options-temperature`);
    await page.waitForFunction(() => document.activeElement?.id === "field-options-temperature");
    await page.keyboard.press("Control+k");
    await field(page).fill("words of no title");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${url}/search?q=words%20of%20no%20title`);
    assert.deepEqual(problems, []);
  }));

Deno.test("CommandPalette finds every chat by title, the models and the themes", () =>
  onStage({ speed: Infinity }, async ({ url, open, send }) => {
    const { id } = await send<Session>("POST", "/api/sessions", { title: "The oldest of all" });
    for (let n = 0; n < 60; n++) await send("POST", "/api/sessions", { title: `Chat ${n}` });
    const { page } = await open("/metrics");
    await page.keyboard.press("Control+k");
    await field(page).fill("solar");
    const isStored = page.waitForResponse((response) => response.url().endsWith("/api/config/theme"));
    await page.getByRole("option", { name: "Solarized Dark" }).click();
    await page.locator("html[data-theme=solarized-dark]").waitFor();
    assert.equal((await isStored).status(), 200);
    await page.reload();
    assert.equal(await page.locator("html").getAttribute("data-theme"), "solarized-dark");

    await page.keyboard.press("Control+k");
    await field(page).fill("use guide");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${url}/chat`);
    assert.equal(await page.getByRole("combobox", { name: "Model" }).inputValue(), "guide:latest");

    await page.keyboard.press("Control+k");
    await field(page).fill("oldest");
    await page.getByRole("option", { name: "The oldest of all" }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(`${url}/chat/${id}`);

    await page.keyboard.press("Control+k");
    await field(page).fill("pin this");
    await page.keyboard.press("Enter");
    const group = page.getByRole("navigation", { name: "Sessions" }).locator("[data-group=Pinned]");
    await group.getByRole("link", { name: "The oldest of all" }).waitFor();
    await page.keyboard.press("Control+k");
    await field(page).fill("rename");
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: "Title" }).fill("No longer old");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "No longer old", level: 1 }).waitFor();
  }));

Deno.test("the keys: ? lists them, / writes, and both are text in a field", () =>
  onStage({ speed: Infinity }, async ({ open }) => {
    const { page } = await open("/chat");
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    await page.keyboard.type("/?");
    assert.equal(await box(page).inputValue(), "/?");
    assert.equal(await page.getByRole("dialog").count(), 0);
  }));

Deno.test("the list of chats is narrowed by typing, goes on, and follows what others do", () =>
  onStage({ speed: Infinity }, async ({ open, send }) => {
    await send("POST", "/api/sessions", { title: "A needle" });
    for (let n = 0; n < 50; n++) await send("POST", "/api/sessions", { title: `Chat ${n}` });
    const { page, problems } = await open("/chat");
    const list = page.getByRole("navigation", { name: "Sessions" });
    const chats = list.locator("li[data-session-id]");
    const counted = (count: number) =>
      page.waitForFunction(
        (count) => document.querySelectorAll("li[data-session-id]").length === count,
        count,
      );
    await counted(40);
    await button(list, "More chats").click();
    await counted(51);
    await list.getByRole("searchbox", { name: "Search chats" }).fill("needle");
    await counted(1);
    await chats.first().hover();
    await button(list, "Options for A needle").click();
    await button(list, "Rename").click();
    await list.getByRole("textbox", { name: "Title" }).fill("Another needle");
    await page.keyboard.press("Enter");
    await list.getByRole("link", { name: "Another needle" }).waitFor();
    await list.getByRole("searchbox", { name: "Search chats" }).fill("");
    await counted(40);
    await send("POST", "/api/sessions", { title: "From elsewhere" });
    await list.getByRole("link", { name: "From elsewhere" }).waitFor();
    assert.deepEqual(problems, []);
  }));

Deno.test("the banner tells that Ollama is away, and goes by itself", () =>
  onStage({ speed: Infinity }, async ({ open, guide }) => {
    const { page } = await open("/chat");
    const banner = page.getByRole("alert").filter({ hasText: "Cannot reach Ollama" });
    const fault = guide.script({ name: "away", play: () => [{ end: "fin" }] }, { times: Infinity });
    await banner.waitFor();
    await button(banner, "Retry").waitFor();
    fault.remove();
    await banner.waitFor({ state: "detached" });
  }));

Deno.test("the server's own banner goes by itself too", () =>
  onStage({ speed: Infinity }, async ({ open, guide, send }) => {
    const fault = guide.script({ name: "away", play: () => [{ end: "fin" }] }, { times: Infinity });
    await assert.rejects(send("GET", "/api/models/ps"), /ollama_unreachable/);
    const { page } = await open("/chat");
    const banner = page.getByRole("alert").filter({ hasText: "Cannot reach Ollama" });
    await banner.waitFor();
    fault.remove(); // before the page has looked itself
    await banner.waitFor({ state: "detached" });
  }));
