import assert from "node:assert/strict";
import { settingChoices } from "@/lib/client/typed_choices.ts";
import { catalogue } from "@/lib/texts/catalogue.ts";
import { testApp } from "@/tests/helpers/app.ts";
import { testDeps } from "@/tests/helpers/deps.ts";
import { words } from "@/tests/unit/components/rendered.ts";
import { post, readPage } from "./pages_reader.ts";

Deno.test("settings: Reset puts one field back and leaves what was typed beside it, unsaved", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  await test.deps.settings.patch({ keep_alive: "1h", title_generation: "off", options: { top_p: 0.3 } });
  const before = await readPage(app, "/settings/general");
  assert.deepEqual(resets(before.document), ["default_model", "keep_alive", "title_generation"]);

  const typed = { keep_alive: "2h", title_generation: "off", background_generation: "false" };
  const { status, document } = await post(app, "/settings/general", { ...typed, reset: "keep_alive" });
  assert.equal(status, 200);
  assert.equal(words(document.querySelector("[role=status]")!), "Saved");
  assert.equal(document.querySelector("[name=keep_alive]")!.getAttribute("value"), "");
  assert.equal(document.querySelector("#field-background_generation")!.hasAttribute("checked"), false);
  assert.deepEqual(resets(document), ["default_model", "title_generation"]);
  const config = test.deps.settings.config();
  assert.equal(config.keep_alive, null);
  assert.equal(config.background_generation, true);
  assert.equal(config.title_generation, "off");

  await post(app, "/settings/generation", { reset: "options.top_p" });
  assert.equal(test.deps.settings.config().options.top_p, null);
  await post(app, "/settings/general", { reset: "title_generation" });
  assert.equal(test.deps.settings.config().title_generation, "after_reply");
});

Deno.test("settings: Reset names the default, takes the address back to the environment's, and knows its fields", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const first = test.deps.settings.defaults().ollama_base_url;
  await test.deps.settings.patch({ ollama_base_url: "http://127.0.0.1:1/" });
  const { document } = await readPage(app, "/settings/general");
  assert.equal(words(document.querySelector("[name=reset][value=ollama_base_url]")!), `Reset to ${first}`);
  await post(app, "/settings/general", { reset: "ollama_base_url" });
  assert.equal(test.deps.settings.config().ollama_base_url, first);
  assert.equal((await post(app, "/settings/general", { reset: "nothing" })).status, 400);
});

Deno.test("settings: Enter in a field saves, whatever buttons stand before Save", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  await test.deps.settings.patch({ keep_alive: "1h" });
  const { document } = await readPage(app, "/settings/general");
  const first = document.querySelector("form.settings-form button")!;
  assert.deepEqual([first.getAttribute("name"), first.getAttribute("value")], ["action", "save"]);
});

Deno.test("settings: keys are changed, turned off and put back; pages name those that are not the default", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  assert.equal((await readPage(app, "/metrics")).document.documentElement.getAttribute("data-keys"), null);
  const { location } = await post(app, "/settings/appearance", {
    theme: "dark-graphite",
    "keys.palette": "Ctrl+P",
    "keys.stop": "",
  });
  const { document } = await readPage(app, location!);
  assert.deepEqual(JSON.parse(document.documentElement.getAttribute("data-keys")!), {
    palette: "Ctrl+P",
    stop: "",
  });
  assert.equal(document.querySelector("[name='keys.palette']")!.getAttribute("value"), "Ctrl+P");
  await post(app, "/settings/appearance", { reset: "keys.palette" });
  assert.equal(test.deps.settings.config().keys.palette, "Ctrl+K");
  assert.equal(test.deps.settings.config().keys.stop, "");
});

Deno.test("settings: what sends and what breaks the line are chosen together, also where the API chose", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const choices = async () => {
    const { document } = await readPage(app, "/settings/appearance");
    const options = [...document.querySelectorAll("[name='keys.send'] option")];
    return options.map((option) => `${option.hasAttribute("selected") ? "*" : ""}${words(option)}`);
  };
  const usual = ["Enter; new line: Shift+Enter", "Ctrl+Enter; new line: Enter", "No key; new line: Enter"];
  assert.deepEqual(await choices(), [`*${usual[0]}`, ...usual.slice(1)]);
  await post(app, "/settings/appearance", { "keys.send": "Ctrl+Enter" });
  assert.equal(test.deps.settings.config().keys.send, "Ctrl+Enter");
  assert.equal((await choices())[1], `*${usual[1]}`);
  await test.deps.settings.patch({ keys: { send: "Alt+Enter" } });
  assert.deepEqual(await choices(), [...usual, "*Alt+Enter; new line: Enter"]);
});

Deno.test("PATCH /api/config refuses keys that are none, used twice, or typed", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const refused: [keys: Record<string, unknown>, path: string][] = [
    [{ palette: "Strg und K" }, "keys.palette"],
    [{ palette: "Ctrl+Hyper+K" }, "keys.palette"],
    [{ composer: "?" }, "keys.keys"],
    [{ send: "a" }, "keys.send"],
    [{ fly: "F3" }, "keys.fly"],
  ];
  for (const [keys, path] of refused) {
    const response = await app.send("PATCH", "/api/config", { keys });
    assert.equal(response.status, 400, JSON.stringify(keys));
    const { error } = await response.json();
    assert.deepEqual(error.details.map((detail: { path: string }) => detail.path), [path]);
  }
  const response = await app.send("PATCH", "/api/config", { keys: { send: "Ctrl+Enter", palette: "F3" } });
  assert.equal((await response.json()).keys.send, "Ctrl+Enter");
  const reset = await app.send("PATCH", "/api/config", { keys: { send: null } });
  const { keys } = await reset.json();
  assert.deepEqual([keys.send, keys.palette, keys.new_chat], ["Enter", "F3", "Ctrl+Shift+O"]);
});

Deno.test("settings: what was refused is as it was typed, and the first of it has the focus; a key that is gone says so", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const general = { api_key: "secret", keep_alive: "soon", background_generation: "false" };
  const first = await post(app, "/settings/general", general);
  assert.equal(first.status, 400);
  assert.deepEqual(focused(first.document), ["keep_alive"]);
  assert.equal(first.document.querySelector("[name=keep_alive]")!.getAttribute("value"), "soon");
  assert.equal(first.document.querySelector("#field-background_generation")!.hasAttribute("checked"), false);
  assert.equal(
    words(first.document.querySelector("#field-api_key-error")!),
    "Was not stored: enter it again",
  );
  assert.doesNotMatch(first.document.toString(), /secret/);
  assert.equal(test.deps.settings.config().has_api_key, false);

  const more = await post(app, "/settings/general", { ...general, ollama_base_url: "ftp://x" });
  assert.deepEqual(focused(more.document), ["ollama_base_url"]);
  assert.equal(more.document.querySelectorAll("[aria-invalid]").length, 3);

  const options = {
    "options.temperature": "1",
    "options.top_p": "2",
    "options.seed": "x",
    "options.stop": "a",
  };
  const second = await post(app, "/settings/generation", options);
  assert.deepEqual(focused(second.document), ["options.top_p"]);
  assert.equal(second.document.querySelectorAll("[aria-invalid]").length, 2);
  const third = await post(app, "/settings/appearance", { "keys.stop": "F2", "keys.rename_chat": "F2" });
  assert.deepEqual(focused(third.document), ["keys.rename_chat"]);
  assert.deepEqual(focused((await readPage(app, "/settings/general")).document), []);
});

Deno.test("settings: Test tries the address as it is typed, says what came of it, and stores nothing", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const { ollama_base_url: stored } = test.deps.settings.config();
  const form = { action: "test", keep_alive: "7m", ollama_base_url: stored };
  const good = await post(app, "/settings/general", form);
  assert.equal(good.status, 200);
  assert.match(words(good.document.querySelector("[role=status]")!), /^Ollama .+ answers/);
  assert.equal(good.document.querySelector("[name=keep_alive]")!.getAttribute("value"), "7m");
  assert.equal(good.document.querySelector("[data-unsaved]"), null);

  const away = await post(app, "/settings/general", { ...form, ollama_base_url: "http://127.0.0.1:9/" });
  assert.match(words(away.document.querySelector(".connection [role=alert]")!), /refused/);
  assert.ok(away.document.querySelector("[data-unsaved]"), "leaving it asks");
  const refused = await post(app, "/settings/general", { ...form, ollama_base_url: "ftp://x" });
  assert.equal(refused.status, 400);
  assert.deepEqual(focused(refused.document), ["ollama_base_url"]);
  assert.equal(test.deps.settings.config().ollama_base_url, stored);
  assert.equal(test.deps.settings.config().keep_alive, null);
});

Deno.test("settings: a model that is not installed is still the chosen one", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  await test.deps.settings.patch({ title_model: "gone:7b", default_model: "gone:7b" });
  for (const [tab, name] of [["advanced", "title_model"], ["general", "default_model"]]) {
    const { document } = await readPage(app, `/settings/${tab}`);
    const option = document.querySelector(`[name=${name}] [selected]`)!;
    assert.deepEqual([option.getAttribute("value"), words(option)], ["gone:7b", "gone:7b (not installed)"]);
  }
});

Deno.test("settings: what the palette has for a setting leads to its field, by the label it has there", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const paths: string[] = [];
  const former = Object.getOwnPropertyDescriptor(globalThis, "location");
  Object.defineProperty(globalThis, "location", {
    configurable: true,
    value: { assign: (path: string) => paths.push(path) },
  });
  try {
    for (const texts of Object.values(catalogue)) {
      await test.deps.settings.patch({ language: texts.tag });
      for (const { label, run } of settingChoices(texts.live)) {
        run();
        const [path, field] = paths.pop()!.split("#");
        const { status, document } = await readPage(app, path!);
        assert.equal(status, 200, path);
        if (!field) continue;
        assert.match(field, /^field-/);
        assert.ok(document.getElementById(field), `${path}#${field}`);
        assert.ok(words(document.querySelector("main")!).includes(label), label);
      }
    }
  } finally {
    if (former) Object.defineProperty(globalThis, "location", former);
  }
});

function focused(document: Document): (string | null)[] {
  return [...document.querySelectorAll("[autofocus]")].map((field) => field.getAttribute("name"));
}

function resets(document: Document): (string | null)[] {
  return [...document.querySelectorAll("button[name=reset]")].map((button) => button.getAttribute("value"));
}

Deno.test("settings and wizard: where a key is stored, the address says that it will be sent there", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const hintAt = async (path: string) => {
    const { document } = await readPage(app, path);
    const field = document.querySelector("[name=ollama_base_url]")!;
    const described = field.getAttribute("aria-describedby")?.split(" ") ?? [];
    return described.map((id) => words(document.getElementById(id)!)).join(" ");
  };
  const warning = "The stored API key will be sent to this address.";
  for (const path of ["/settings/general", "/setup"]) {
    assert.ok(!(await hintAt(path)).includes(warning), path);
  }
  await test.deps.settings.patch({ api_key: "secret" });
  for (const path of ["/settings/general", "/setup"]) assert.equal(await hintAt(path), warning, path);
});
