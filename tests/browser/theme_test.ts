import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { withChats } from "./seeded.ts";

const graphite = "rgb(20, 21, 23)";
const quartz = "rgb(253, 252, 253)";

Deno.test("the System theme is the device's light or dark, from the first paint on and at once on change", () =>
  withChats([{ title: "One", turns: 1 }], async ({ open }) => {
    const { page, problems } = await open("/settings/appearance", { colorScheme: "light" });
    assert.equal(await ground(page), graphite);
    const isStored = page.waitForResponse((response) => response.url().endsWith("/api/config/theme"));
    await page.getByRole("radiogroup", { name: "Theme" }).getByRole("radio", { name: "System" }).check();
    assert.equal(await ground(page), quartz);
    assert.equal((await isStored).status(), 200);

    await page.goto(new URL("/chat", page.url()).href);
    assert.equal(await page.locator("html").getAttribute("data-theme"), "system");
    assert.equal(await ground(page), quartz);
    assert.equal(await barColour(page), "#fdfcfd");
    await page.emulateMedia({ colorScheme: "dark" });
    assert.equal(await ground(page), graphite);
    assert.equal(await barColour(page), "#141517");
    assert.deepEqual(problems, []);
  }));

Deno.test("a theme that was chosen is kept although the page is left at once", () =>
  withChats([{ title: "One", turns: 1 }], async ({ url, open }) => {
    const { page } = await open("/settings/appearance");
    await page.evaluate(() => {
      document.querySelector<HTMLInputElement>("[name=theme][value=terminal-green]")!.click();
      location.href = "/metrics";
    });
    await page.waitForURL(`${url}/metrics`);
    await page.waitForFunction(async () => {
      const config = await (await fetch("/api/config")).json();
      return config.theme === "terminal-green";
    });
  }));

function ground(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
}

/** Of the first mark that counts, as browsers take it. */
function barColour(page: Page): Promise<string | undefined> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLMetaElement>("meta[name=theme-color]")]
      .find(({ media }) => matchMedia(media).matches)?.content
  );
}
