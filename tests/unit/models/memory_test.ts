import assert from "node:assert/strict";
import { AppError, ConflictError, InvalidInputError, ModelNotFoundError } from "@/lib/errors.ts";
import * as faults from "@/lib/guide/faults.ts";
import { startLoad, startUnload } from "@/lib/models/memory.ts";
import { expectLoadMs } from "@/lib/models/stats.ts";
import { makeFakeCli } from "../../fakes/ollama_cli.ts";
import { hostileNames } from "../../fakes/hostile_names.ts";
import { model, openModels } from "./open_models.ts";

const guide = { models: [model("a:latest"), model("emb:latest", { capabilities: ["embedding"] })] };

Deno.test("startLoad() runs the program with fixed arguments, a small environment and no stdin", async () => {
  await using cli = await makeFakeCli();
  await using models = await openModels({ guide, ollamaBin: cli.path });
  Deno.env.set("OLLAMA_KEEP", "yes");
  Deno.env.set("CHAT_SECRET", "no");
  try {
    const operation = await startLoad(models.deps, { name: " A ", keepAlive: 300 });
    assert.equal(models.catalog.list().items.find((item) => item.name === "a:latest")!.state, "loading");
    const result = await operation.result;
    assert.equal(result.name, "a:latest");
    assert.equal(result.state, "loaded");
    assert.equal(result.via, "cli");
    assert.ok(result.took_ms > 0);
    assert.deepEqual(result.log, ["ollama run a:latest", "run of a:latest ended"]);
  } finally {
    Deno.env.delete("OLLAMA_KEEP");
    Deno.env.delete("CHAT_SECRET");
  }
  const [call] = await cli.calls();
  assert.deepEqual(call!.argv, ["run", "a:latest", "--keepalive", "300s"]);
  assert.equal(call!.stdin, "");
  assert.equal(call!.env.OLLAMA_HOST, models.guide.url);
  assert.equal(call!.env.OLLAMA_KEEP, "yes");
  const names = Object.keys(call!.env);
  assert.deepEqual(names.filter((name) => !/^(HOME|PATH|OLLAMA_.*)$/.test(name) && !shellsOwn.has(name)), []);
});

/** What bash adds by itself. */
const shellsOwn = new Set(["PWD", "SHLVL", "_"]);

for (
  const [keepAlive, argument] of [["5m", "5m"], ["-1", "-1s"], [-1, "-1s"], ["0", "0s"], [
    "1h30m",
    "1h30m",
  ]] as const
) {
  Deno.test(`startLoad() says keep_alive ${JSON.stringify(keepAlive)} as ${argument}`, async () => {
    await using cli = await makeFakeCli();
    await using models = await openModels({ guide, ollamaBin: cli.path });
    await (await startLoad(models.deps, { name: "a", keepAlive })).result;
    assert.deepEqual((await cli.calls())[0]!.argv, ["run", "a:latest", "--keepalive", argument]);
  });
}

Deno.test("startLoad() takes keep_alive from the settings when none is asked for", async () => {
  await using cli = await makeFakeCli();
  await using models = await openModels({ guide, ollamaBin: cli.path });
  await (await startLoad(models.deps, { name: "a" })).result;
  assert.deepEqual((await cli.calls())[0]!.argv, ["run", "a:latest"]);
  await models.settings.patch({ keep_alive: "7m" });
  await cli.behave("works");
  await (await startUnload(models.deps, { name: "a" })).result;
  await (await startLoad(models.deps, { name: "a" })).result;
  const argvs = (await cli.calls()).map((call) => call.argv.join(" ")).sort();
  assert.deepEqual(argvs, ["run a:latest", "run a:latest --keepalive 7m", "stop a:latest"]);
});

Deno.test("startUnload() is followed until the memory is free", async () => {
  await using cli = await makeFakeCli();
  await using models = await openModels({ guide: { ...guide, unloadMs: 300 }, ollamaBin: cli.path });
  await models.ollama.load("a", {});
  await models.catalog.refresh();
  const result = await (await startUnload(models.deps, { name: "a" })).result;
  assert.equal(result.state, "unloaded");
  assert.equal(result.via, "cli");
  assert.deepEqual(await models.ollama.ps(), []);
  assert.deepEqual((await cli.calls()).map((call) => call.argv), [["stop", "a:latest"]]);
});

Deno.test("without the program, and for embedding models, loading and unloading go by HTTP", async () => {
  await using cli = await makeFakeCli();
  for (const [ollamaBin, name] of [["/nowhere/ollama", "a"], [cli.path, "emb"]] as const) {
    await using models = await openModels({ guide, ollamaBin });
    const loaded = await (await startLoad(models.deps, { name, keepAlive: "300" })).result;
    assert.equal(loaded.via, "api");
    assert.equal(loaded.state, "loaded");
    const [running] = await models.ollama.ps();
    const left = Date.parse(running!.expiresAt!) - Date.now();
    assert.ok(left > 290_000 && left <= 300_000, `${left}`);
    const unloaded = await (await startUnload(models.deps, { name })).result;
    assert.equal(unloaded.via, "api");
    assert.equal(unloaded.state, "unloaded");
  }
  assert.deepEqual(await cli.calls(), []);
});

Deno.test("loading an embedding model names what was asked when it is no Ollama that answers", async () => {
  await using models = await openModels({ guide });
  models.guide.script(faults.html(200), { path: "/api/embed" });
  await assert.rejects(models.ollama.load("emb", { isEmbedding: true }), /What answered \/api\/embed /);
});

Deno.test("with an API key the program is not used: it could not send it", async () => {
  await using cli = await makeFakeCli();
  await using models = await openModels({ guide, ollamaBin: cli.path });
  await models.settings.patch({ api_key: "sk-1" });
  assert.equal((await (await startLoad(models.deps, { name: "a" })).result).via, "api");
  assert.deepEqual(await cli.calls(), []);
});

Deno.test("200 hostile names start no process, ask for no pull, and are 400 or 404", async () => {
  await using cli = await makeFakeCli();
  await using models = await openModels({ guide, ollamaBin: cli.path });
  assert.ok(hostileNames.length >= 200);
  const codes = new Set<string>();
  for (const name of hostileNames) {
    for (const start of [startLoad, startUnload]) {
      await assert.rejects(start(models.deps, { name }), (error) => {
        assert.ok(error instanceof AppError, `${JSON.stringify(name)}: ${error}`);
        codes.add(error.code);
        return true;
      });
    }
  }
  assert.deepEqual([...codes].sort(), ["invalid_input", "model_not_found"]);
  assert.deepEqual(await cli.calls(), []);
  const asked = new Set(models.guide.requests.map((request) => request.path));
  for (const path of ["/api/pull", "/api/generate", "/api/chat", "/api/embed"]) {
    assert.ok(!asked.has(path), path);
  }
});

Deno.test("a model that has gone since the list was read starts no process", async () => {
  await using cli = await makeFakeCli();
  await using models = await openModels({ guide, ollamaBin: cli.path });
  await models.catalog.refresh();
  await models.ollama.remove("a");
  await assert.rejects(startLoad(models.deps, { name: "a" }), ModelNotFoundError);
  assert.deepEqual(await cli.calls(), []);
  assert.equal(models.catalog.peek("a"), undefined);
});

Deno.test("a cloud stub is refused with words", async () => {
  await using cli = await makeFakeCli();
  const stub = model("big:cloud", { remote: { host: "https://ollama.com:443", model: "big" } });
  await using models = await openModels({ guide: { models: [stub] }, ollamaBin: cli.path });
  await assert.rejects(startLoad(models.deps, { name: "big:cloud" }), (error) => {
    return error instanceof InvalidInputError && /ollama\.com/.test(error.message);
  });
  assert.deepEqual(await cli.calls(), []);
});

Deno.test("a failing program is the error, with its last words and without terminal codes", async () => {
  await using cli = await makeFakeCli("fails");
  await using models = await openModels({ guide, ollamaBin: cli.path });
  const operation = await startLoad(models.deps, { name: "a" });
  await assert.rejects(operation.result, {
    message: "ollama run a:latest failed: model requires more system memory.",
    code: "ollama_rejected",
  });
  assert.equal(models.catalog.stateOf("a"), "unloaded");
  assert.equal(models.catalog.operations.size, 0);
});

Deno.test("two loads of one model share one process; an unload meanwhile is 409", async () => {
  await using cli = await makeFakeCli();
  await using models = await openModels({ guide, ollamaBin: cli.path });
  const gate = Promise.withResolvers<void>();
  models.guide.script(faults.delay(gate.promise), { path: "/api/generate" });
  const [one, other] = [
    await startLoad(models.deps, { name: "a" }),
    await startLoad(models.deps, { name: "A:latest" }),
  ];
  assert.equal(one, other);
  await assert.rejects(startUnload(models.deps, { name: "a" }), ConflictError);
  gate.resolve();
  const lines = [];
  for await (const batch of other.watch()) lines.push(...batch);
  assert.deepEqual(lines.map((event) => event.event), ["log", "log", "done"]);
  assert.equal((await cli.calls()).length, 1);
  const late = [];
  for await (const batch of one.watch()) late.push(...batch);
  assert.deepEqual(late, lines);
});

Deno.test("close() ends a program that hangs, with all that it started", async () => {
  await using cli = await makeFakeCli("hangs");
  await using models = await openModels({ guide, ollamaBin: cli.path });
  const operation = await startLoad(models.deps, { name: "a" });
  await untilLine(operation.watch(), "started");
  await models.restart();
  await assert.rejects(operation.result, { code: "shutdown" });
  await cli.gone();
});

Deno.test("a load is remembered as what loading costs", async () => {
  await using models = await openModels({ guide: { ...guide, loadMs: 120 } });
  assert.equal(expectLoadMs(models.db, "a"), null);
  await (await startLoad(models.deps, { name: "a" })).result;
  const first = expectLoadMs(models.db, "A:latest")!;
  assert.ok(first >= 100, `${first}`);
  await (await startLoad(models.deps, { name: "a" })).result; // loaded already: says nothing of loading
  assert.equal(expectLoadMs(models.db, "a"), first);
});

Deno.test("loading when Ollama is down is 503", async () => {
  await using models = await openModels({ guide });
  await models.catalog.refresh();
  models.guide.script(faults.refuse("rst"), { path: "/api/version" });
  await assert.rejects(startLoad(models.deps, { name: "a" }), { code: "ollama_unreachable" });
});

Deno.test("before setup nothing is loaded", async () => {
  await using models = await openModels({ guide, isSetUp: false });
  await assert.rejects(startLoad(models.deps, { name: "a" }), { code: "setup_required" });
});

async function untilLine(
  events: AsyncIterable<{ event: string; data: unknown }[]>,
  line: string,
): Promise<void> {
  for await (const batch of events) {
    if (batch.some(({ event, data }) => event === "log" && (data as { text: string }).text === line)) return;
  }
  throw new Error("ended before");
}
