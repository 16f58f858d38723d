import assert from "node:assert/strict";
import { silenceAfter } from "@/lib/guide/faults.ts";
import { atOnce, startGuide } from "@/lib/guide/guide.ts";
import { publishable } from "@/lib/guide/models/registry.ts";
import { startServer, type TestServer } from "../helpers/server.ts";
import { readAllSse, readSse } from "../helpers/sse.ts";
import { model } from "../unit/models/open_models.ts";

const MB = 1_000_000;

Deno.test("a pull goes on after kill -9 and restart where it stopped, and ends complete", async () => {
  const registry = [publishable(model("big:latest"), [120 * MB, 96])];
  const guide = await startGuide({ ...atOnce, models: [], registry, pullSpeed: 40 * MB });
  const dataDir = await Deno.makeTempDir({ prefix: "chat-webui-pull-" });
  try {
    const first = await startServer({ dataDir });
    await configure(first, guide.url);
    guide.script(silenceAfter(22), { path: "/api/pull" }); // it does not end before the kill
    let seen = 0;
    for await (
      const { event, data } of readSse(await send(first, "POST", "/api/models/pull", { name: "big" }))
    ) {
      if (event !== "progress") throw new Error(`ended before the kill: ${JSON.stringify(data)}`);
      seen = data.completed_bytes;
      if (seen > 45 * MB) break; // more than a second: so far it is in the database
    }
    assert.equal(await first.stop("SIGKILL"), null);

    await using second = await startServer({ dataDir });
    const [offered] = (await (await send(second, "GET", "/api/models/pulls")).json()).items;
    assert.equal(offered.name, "big");
    assert.equal(offered.state, "interrupted");
    assert.ok(offered.percent > 0);
    const events = await readAllSse(await send(second, "POST", "/api/models/pull", { name: "big" }));
    assert.equal(events.at(-1)!.event, "done");
    const resumedAt = events.find(({ data }) => data.digest)!.data.completed_bytes;
    assert.ok(resumedAt >= seen / 2, `resumed at ${resumedAt} of ${seen} seen`);
    const { items } = await (await send(second, "GET", "/api/models")).json();
    assert.deepEqual(items.map((item: { name: string }) => item.name), ["big:latest"]);
    assert.deepEqual((await (await send(second, "GET", "/api/models/pulls")).json()).items, []);
  } finally {
    await guide.close();
    await Deno.remove(dataDir, { recursive: true });
  }
});

Deno.test("the server ends at once while a model is being loaded and another one pulled", async () => {
  const registry = [publishable(model("big:latest"), [120 * MB, 96])];
  const guide = await startGuide({
    ...atOnce,
    models: [model("slow:latest")],
    registry,
    loadMs: 60_000,
    pullSpeed: MB,
  });
  try {
    await using server = await startServer({ env: { MODEL_POLL_SECONDS: "1" } });
    await configure(server, guide.url);
    const watching = readAllSse(await send(server, "GET", "/api/models/events"));
    const pulling = readAllSse(await send(server, "POST", "/api/models/pull", { name: "big" }));
    const loading = send(server, "POST", "/api/models/load", { name: "slow" });
    await Promise.all([guide.nextRequest("/api/generate"), guide.nextRequest("/api/pull")]);
    const started = performance.now();
    assert.equal(await server.stop("SIGTERM"), 0);
    assert.ok(performance.now() - started < 5000, `${performance.now() - started} ms`);
    assert.equal((await pulling).at(-1)!.data.code, "shutdown");
    assert.ok((await watching).length > 0);
    await (await loading).body!.cancel();
  } finally {
    await guide.close();
  }
});

async function configure(server: TestServer, address: string): Promise<void> {
  const config = await (await send(server, "PATCH", "/api/config", { ollama_base_url: address })).json();
  assert.equal(config.setup_complete, true);
}

function send(server: TestServer, method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(server.url + path, { method, body: body === undefined ? undefined : JSON.stringify(body) });
}
