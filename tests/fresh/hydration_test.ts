import assert from "node:assert/strict";
import { launchBrowser } from "../helpers/browser.ts";
import { getFixture } from "./build_fixture.ts";

Deno.test("islands come alive under nonces and trusted types, with shared signals and slots", async () => {
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (req) => {
    const { pathname, search } = new URL(req.url);
    return getFixture(pathname + search, { headers: req.headers });
  });
  await using chromium = await launchBrowser();
  const { page, problems, requests } = await chromium.open(`http://127.0.0.1:${server.addr.port}/`);
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
});
