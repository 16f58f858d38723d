import assert from "node:assert/strict";
import { launchBrowser, type TestPage } from "../helpers/browser.ts";
import { getFixture } from "./build_fixture.ts";

async function visit(path: string, fn: (visited: TestPage) => Promise<void>): Promise<void> {
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (req) => {
    const { pathname, search } = new URL(req.url);
    return getFixture(pathname + search, { headers: req.headers });
  });
  await using chromium = await launchBrowser();
  await fn(await chromium.open(`http://127.0.0.1:${server.addr.port}${path}`));
}

Deno.test("islands come alive under nonces and trusted types, with shared signals and slots", () =>
  visit("/", async ({ page, problems, requests }) => {
    const text = (selector: string) => page.textContent(selector);

    await page.waitForSelector("#shown[data-alive]");
    assert.equal(await page.getAttribute("#kinds", "data-side"), "browser");
    assert.equal(await text("#kinds"), "true,true,true,true");

    await page.click("#a");
    await page.click("#b");
    assert.deepEqual([await text("#a"), await text("#b")], ["7", "7"]);

    await page.click("#closed > .toggle");
    assert.equal(await text("#closed .late"), "Server's words");
    await page.click("#inside[data-alive]");
    assert.equal(await text("#inside"), "2");

    await page.click("#shown");
    await page.click("#open > .toggle");
    assert.equal(await page.$("#shown"), null);
    await page.click("#open > .toggle");
    await page.waitForSelector("#shown[data-alive]");
    const box = page.locator("#open .box");
    assert.deepEqual([await box.isChecked(), await box.isDisabled()], [true, true]);

    assert.deepEqual(problems, []);
    const scripts = requests.filter((url) => url.endsWith(".js"));
    assert.equal(new Set(scripts).size, scripts.length);
  }));

Deno.test("an island that fails in the browser fails alone, in a slot too", () =>
  visit("/broken", async ({ page, problems }) => {
    await page.click("#beside[data-alive]");
    assert.equal(await page.textContent("#beside"), "2");
    await page.click("#host > .toggle");
    assert.equal(await page.$("#beside"), null);
    assert.equal(problems.length, 2);
    for (const problem of problems) assert.match(problem, /broken in the browser/);
  }));
