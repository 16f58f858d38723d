import assert from "node:assert/strict";
import process from "node:process";
import { createSession } from "@/lib/chat/sessions.ts";
import { insertSystemSample } from "@/lib/db/system_samples.ts";
import { publishable } from "@/lib/guide/models/registry.ts";
import { testApp } from "@/tests/helpers/app.ts";
import { testDeps } from "@/tests/helpers/deps.ts";
import { words } from "@/tests/unit/components/rendered.ts";
import { model } from "@/tests/unit/models/open_models.ts";
import { readPage } from "./pages_reader.ts";

Deno.test("models: Delete names the newest chats that use the model, with links, and counts the others", async () => {
  let time = Date.now();
  const now = () => time += 1000;
  await using test = await testDeps({ guide: { models: [model("a:latest"), model("b:latest")] }, now });
  const app = await testApp(test.deps);
  await test.deps.catalog.refresh();
  const ids = Array.from(
    { length: 17 },
    (_, index) =>
      createSession(test.deps, { title: `Chat <${index}>`, model: index % 2 ? "a" : "A:latest" }).id,
  );
  const { document } = await readPage(app, "/models");
  const question = dialogOf(document, "a:latest");
  assert.equal(question.getAttribute("role"), "alertdialog");
  assert.match(words(question), /17 chats use it\. They stay.* and 12 more/);
  const links = [...question.querySelectorAll("a")];
  assert.deepEqual(
    links.map((link) => [link.textContent, link.getAttribute("href")]),
    ids.slice(-5).reverse().map((id, index) => [`Chat <${16 - index}>`, `/chat/${id}`]),
  );
  assert.match(words(dialogOf(document, "b:latest")), /No chat uses it/);
  assert.equal(dialogOf(document, "b:latest").querySelector("a"), null);
});

Deno.test("models: CPU, memory and each GPU over the last hour or day, with their range in words", async () => {
  const now = Date.parse("2026-11-24T12:00:00Z");
  await using test = await testDeps({ now: () => now });
  const app = await testApp(test.deps);
  const gpu = { name: "A GPU", memory_used_bytes: 4e9, memory_total_bytes: 8e9 };
  for (const [minutes, cpu] of [[300, 90], [30, 10], [1, 50]] as const) {
    insertSystemSample(test.deps.db, {
      at: now - minutes * 60_000,
      cpu_percent: cpu,
      memory_used_bytes: 2e9,
      memory_total_bytes: 16e9,
      gpus: JSON.stringify([{ ...gpu, utilization_percent: cpu }]),
    });
  }
  const hour = await plotsOf(app, "/models");
  assert.deepEqual(hour, [
    "CPU, last hour: 10 % to 50 %",
    "Memory, last hour: 2 GB of 16 GB to 2 GB of 16 GB",
    "GPU (A GPU), last hour: 10 % to 50 %",
    "GPU memory (A GPU), last hour: 4 GB of 8 GB to 4 GB of 8 GB",
  ]);
  assert.equal((await plotsOf(app, "/models?span=day"))[0], "CPU, last day: 10 % to 90 %");
});

Deno.test("models: a plot has a gap where nothing was measured, and no NaN", async () => {
  const now = Date.parse("2026-11-24T12:00:00Z");
  await using test = await testDeps({ now: () => now });
  const app = await testApp(test.deps);
  for (const minutes of [50, 49, 10, 9, 8, 1]) {
    insertSystemSample(test.deps.db, {
      at: now - minutes * 60_000,
      cpu_percent: 0,
      memory_used_bytes: null,
      memory_total_bytes: null,
      gpus: "[]",
    });
  }
  const { document } = await readPage(app, "/models");
  const [plot, ...others] = document.querySelectorAll(".small-plot");
  assert.equal(others.length, 0, "what is not known has no plot");
  const lines = [...plot!.querySelectorAll("path:not(.series-area)")].map((path) => path.getAttribute("d")!);
  assert.deepEqual(lines.map((line) => line.split(/[Lh]/).length), [2, 3, 2]);
  assert.doesNotMatch(lines.join(), /NaN|Infinity/);
});

Deno.test("models: without samples it says so", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const { document } = await readPage(app, "/models");
  assert.match(words(document.querySelector(".system")!), /No figures yet/);
  assert.equal(document.querySelector(".system svg"), null);
});

Deno.test("models: what a chat would need is said before a load, for the context of the settings", async () => {
  const cloud = { remote: { host: "https://ollama.com", model: "big" }, size: 300 };
  await using test = await testDeps({
    guide: { models: [model("a:latest"), model("stub:latest", cloud), model("huge:latest", { size: 1e15 })] },
  });
  const app = await testApp(test.deps);
  await test.deps.catalog.refresh();
  for (const name of ["a", "huge"]) await test.deps.catalog.details.read(test.deps.catalog.peek(name)!);
  const stateOf = async (name: string) => {
    const { document } = await readPage(app, "/models");
    return words(document.querySelector(`[data-model="${name}:latest"] .model-state`)!);
  };
  assert.match(await stateOf("a"), /^Unloaded needs about 1\.\d+ GB at 4,096 context/);
  assert.match(await stateOf("huge"), /needs about 1050 TB at 4,096 context, more than is free now$/);
  assert.equal(await stateOf("stub"), "Unloaded", "it runs elsewhere");
  await test.deps.settings.patch({ options: { context_window: 6000 } });
  assert.match(await stateOf("a"), /needs about 1\.\d+ GB at 6,000 context/);
});

Deno.test("models: Details leads to the details, with memory by context, and Close back to the button", async () => {
  await using test = await testDeps({ guide: { models: [model("a:latest"), model("b:latest")] } });
  const app = await testApp(test.deps);
  await test.deps.catalog.refresh();
  const { document: list } = await readPage(app, "/models");
  const button = list.querySelector(`[data-model="b:latest"] button[name="details"]`)!;
  const [path, fragment] = button.getAttribute("formaction")!.split("#");
  assert.deepEqual([path, button.getAttribute("formmethod")], ["/models", "get"]);

  const { document } = await readPage(app, "/models?details=b:latest");
  const details = document.getElementById(fragment!)!;
  assert.equal(details.getAttribute("aria-label"), "Details of b:latest");
  assert.equal(details.getAttribute("tabindex"), "-1", "the fragment moves the focus there");
  const rows = [...details.querySelectorAll("tbody tr")].map((row) => words(row));
  assert.deepEqual(rows.map((row) => row.split(" ")[0]), ["4,096", "8,192"]);
  assert.match(rows[0]!, /^4,096 1\.\d+ GB (fits into main memory|more than is free now)$/);
  const close = [...details.querySelectorAll("a")].find((link) => link.textContent === "Close")!;
  const [closePath, back] = close.getAttribute("href")!.split("#");
  assert.equal(closePath, "/models");
  const origin = (await readPage(app, closePath!)).document.getElementById(back!)!;
  assert.equal(origin.closest("li")!.getAttribute("data-model"), "b:latest");
});

Deno.test("models: of a loaded model it is said when a part is on the CPU, or the settings ask for more context", async () => {
  await using test = await testDeps({ guide: { models: [model("a:latest")], gpuBytes: 400_000_000 } });
  const app = await testApp(test.deps);
  await test.deps.catalog.refresh();
  const hints = async () => {
    const { document } = await readPage(app, "/models");
    return [...document.querySelectorAll(`[data-model="a:latest"] .hint`)].map((hint) => words(hint));
  };
  assert.deepEqual(await hints(), []);
  await test.deps.ollama.load("a:latest", {});
  await test.deps.catalog.refreshLoaded();
  assert.deepEqual(await hints(), ["A part runs on the CPU, which is slower."]);
  await test.deps.settings.patch({ options: { context_window: 100_000 } });
  assert.match((await hints())[0]!, /^The settings ask for 8,192 context; it was loaded with less\. A part/);
  await test.deps.settings.patch({ options: { context_window: 2048 } });
  assert.deepEqual(await hints(), ["A part runs on the CPU, which is slower."]);
});

Deno.test("models: a pull that is too large for all of the memory says so once its size is known", async () => {
  const registry = [publishable(model("huge:latest"), [1e15]), publishable(model("small:latest"), [1e6])];
  await using test = await testDeps({ guide: { registry, pullSpeed: 1000 } });
  const app = await testApp(test.deps);
  const { pulls } = test.deps.catalog;
  const wordsOf = async (name: string) =>
    words((await readPage(app, "/models")).document.querySelector(`[data-pull-name="${name}"]`)!);
  for (const name of ["huge", "small"]) {
    for await (const events of pulls.start(name).watch()) {
      if (events.some(({ event, data }) => event === "progress" && data.total_bytes > 0)) break;
    }
    const said = /Needs about [\d.]+ TB once loaded\. This computer has [\d.]+ [GT]B as far as is known\./;
    if (name === "huge") assert.match(await wordsOf(name), said);
    else assert.doesNotMatch(await wordsOf(name), /once loaded/);
    await pulls.cancel(name);
  }
});

Deno.test("models: a page of 500 takes at most 100 ms of the processor", async () => {
  const models = Array.from({ length: 500 }, (_, index) => model(`m${index}:latest`));
  await using test = await testDeps({ guide: { models } });
  const app = await testApp(test.deps);
  await test.deps.catalog.refresh();
  await test.deps.catalog.monitor.sample();
  for (let index = 0; index < 100; index++) createSession(test.deps, { model: `m${index % 20}` });
  const times: number[] = [];
  for (let round = 0; round < 15; round++) {
    const before = process.cpuUsage();
    const html = await (await app.fetch("/models")).text();
    const { user, system } = process.cpuUsage(before);
    assert.equal(html.split("data-model=").length, 501);
    times.push((user + system) / 1000);
  }
  const middle = times.toSorted((a, b) => a - b)[7]!;
  assert.ok(middle <= 100, `${middle} ms`);
});

function dialogOf(document: Document, name: string): Element {
  return document.querySelector(`[data-model="${name}"] [popover]`)!;
}

async function plotsOf(app: Parameters<typeof readPage>[0], path: string): Promise<(string | null)[]> {
  const { document } = await readPage(app, path);
  return [...document.querySelectorAll(".system svg")].map((svg) => svg.getAttribute("aria-label"));
}

Deno.test("the sidebar tells what is in memory, and nothing of it while Ollama cannot be reached", async () => {
  await using test = await testDeps();
  const app = await testApp(test.deps);
  const told = async () => (await readPage(app, "/models")).document.querySelector("[data-memory]");
  await fetch(`${test.guide.url}/api/generate`, {
    method: "POST",
    body: JSON.stringify({ model: "guide", stream: false }),
  }).then((response) => response.text());
  await test.deps.catalog.refresh();
  assert.match(words((await told())!), /guide:latest/);
  await test.guide.close();
  await assert.rejects(test.deps.catalog.refresh());
  assert.equal(await told(), null);
});
