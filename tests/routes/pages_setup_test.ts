import assert from "node:assert/strict";
import { testApp } from "@/tests/helpers/app.ts";
import { testDeps } from "@/tests/helpers/deps.ts";
import { words } from "@/tests/unit/components/rendered.ts";
import { post, readPage } from "./pages_reader.ts";

Deno.test("every page leads to /setup until an address is stored", async () => {
  await using test = await testDeps({ isSetUp: false });
  const app = await testApp(test.deps);
  for (const path of ["/", "/chat", "/models", "/settings/general", "/metrics", "/search?q=x"]) {
    const { status, location } = await readPage(app, path);
    assert.deepEqual({ status, location }, { status: 303, location: "/setup" }, path);
  }
  assert.equal((await readPage(app, "/setup")).status, 200);
});

Deno.test("POST /setup test shows version and models, and stores nothing", async () => {
  await using test = await testDeps({ isSetUp: false });
  const app = await testApp(test.deps);
  const { document } = await post(app, "/setup", { ollama_base_url: test.guide.url, action: "test" });
  assert.match(words(document.querySelector("[role=status]")!), /answers\. 1 model is installed/);
  assert.equal(test.deps.settings.config().setup_complete, false);
});

Deno.test("POST /setup with a refused address says so at the field and keeps what was typed", async () => {
  await using test = await testDeps({ isSetUp: false });
  const app = await testApp(test.deps);
  for (const address of ["", "ftp://example.org", "http://169.254.169.254/", "http://user:pw@localhost"]) {
    const { status, document } = await post(app, "/setup", { ollama_base_url: address, action: "next" });
    const field = document.querySelector("[name=ollama_base_url]")!;
    assert.equal(status, 400, address);
    assert.equal(field.getAttribute("aria-invalid"), "true", address);
    assert.equal(field.getAttribute("value") ?? "", address);
    assert.notEqual(words(document.querySelector(".field-error")!), "");
  }
});

Deno.test("POST /setup next stays when nothing answers, with the cause and a hint", async () => {
  await using test = await testDeps({ isSetUp: false, guide: null });
  const app = await testApp(test.deps);
  const { status, document } = await post(app, "/setup", { ollama_base_url: test.guide.url, action: "next" });
  assert.equal(status, 200);
  assert.match(words(document.querySelector("[role=alert]")!), /Start Ollama/);
  assert.equal(test.deps.settings.config().setup_complete, false);
});

Deno.test("the wizard ends in a chat with the theme and the model that were chosen", async () => {
  await using test = await testDeps({ isSetUp: false });
  const app = await testApp(test.deps);
  const next = await post(app, "/setup", { ollama_base_url: test.guide.url, action: "next" });
  assert.deepEqual([next.status, next.location], [303, "/setup?step=choose"]);
  const choose = await readPage(app, next.location!);
  const models = [...choose.document.querySelectorAll("[name=default_model] option")];
  assert.deepEqual(models.map((option) => option.getAttribute("value")), ["guide:latest"]);
  const fields = { action: "finish", theme: "light-quartz", default_model: "guide:latest" };
  const finish = await post(app, "/setup", fields);
  assert.deepEqual([finish.status, finish.location], [303, "/chat"]);
  const chat = await readPage(app, "/chat");
  assert.equal(chat.document.documentElement.getAttribute("data-theme"), "light-quartz");
  assert.equal(test.deps.settings.config().default_model, "guide:latest");
});

Deno.test("POST /setup guide stores the Guide's address", async () => {
  await using test = await testDeps({ isSetUp: false });
  const app = await testApp(test.deps);
  const { location } = await post(app, "/setup", { action: "guide" });
  assert.equal(location, "/setup?step=choose");
  assert.equal(test.deps.settings.config().ollama_base_url, test.guide.url);
});
