import assert from "node:assert/strict";
import { testApp } from "@/tests/helpers/app.ts";
import { testDeps } from "@/tests/helpers/deps.ts";
import { post, readPage } from "./pages_reader.ts";

const german = { "accept-language": "de-DE,de;q=0.9,en;q=0.8" };

Deno.test("a page is in the language that the browser asks for, in English where it asks for none", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const heading = async (headers?: Record<string, string>) => {
    const { document } = await readPage(app, "/settings/general", headers);
    return [document.documentElement.lang, document.querySelector("h1")!.textContent];
  };
  assert.deepEqual(await heading(), ["en", "Settings"]);
  assert.deepEqual(await heading({ "accept-language": "fr" }), ["en", "Settings"]);
  assert.deepEqual(await heading(german), ["de", "Einstellungen"]);
});

Deno.test("the language that is set wins, from the next page on, until it is the browser's again", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const { ollama_base_url } = test.deps.settings.config();
  for (const [language, shown] of [["de", "de"], ["en", "en"], ["browser", "de"]] as const) {
    const { location } = await post(app, "/settings/general", { ollama_base_url, language });
    const headers = language === "de" ? undefined : german;
    const { document } = await readPage(app, location!, headers);
    assert.equal(document.documentElement.lang, shown, language);
    const chosen = document.querySelector("select[name=language] option[selected]")!;
    assert.equal(chosen.getAttribute("value"), language);
  }
});

Deno.test("the API takes the language as a setting, refuses others, and speaks English itself", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const config = await (await app.send("PATCH", "/api/config", { language: "de" })).json();
  assert.equal(config.language, "de");
  const refused = await app.send("PATCH", "/api/config", { language: "fr" }, german);
  assert.equal(refused.status, 400);
  assert.equal((await refused.json()).error.details[0].path, "language");
  const missing = await app.fetch("/api/nothing", { headers: german });
  assert.equal((await missing.json()).error.message, `There is no address "/api/nothing".`);
});

Deno.test("a page carries the texts of its own language alone", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const response = await app.fetch("/chat", { headers: german });
  assert.equal(response.headers.get("vary"), "Accept-Language");
  const html = await response.text();
  assert.match(html, /<template id="texts">[^<]*Rückgängig/);
  assert.doesNotMatch(html, /Reply finished/);
});
