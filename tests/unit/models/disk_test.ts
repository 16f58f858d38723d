import assert from "node:assert/strict";
import { getLogger } from "@logtape/logtape";
import { publishable } from "@/lib/guide/models/registry.ts";
import { freeModelBytes } from "@/lib/models/disk.ts";
import { Pulls } from "@/lib/models/pulls.ts";
import { model, openModels } from "./open_models.ts";

Deno.test("a pull that does not fit on the disk fails early, says so, and closes the connection", async () => {
  const registry = [publishable(model("big:latest"), [500_000_000, 96])];
  await using models = await openModels({ guide: { registry, pullSpeed: 10_000_000 } });
  const pulls = new Pulls({
    db: models.db,
    ollama: models.ollama,
    now: Date.now,
    log: getLogger(["chat"]),
    freeBytes: () => Promise.resolve(3_000_000),
    onProgress: () => {},
    onChange: () => {},
    onInstalled: () => Promise.resolve(),
  });
  const events = (await Array.fromAsync(pulls.start("big").watch())).flat();
  const last = events.at(-1)!;
  assert.ok(last.event === "error" && last.data.code === "storage_full");
  assert.match(last.data.message, /(499|500) MB more, but only 3 MB are free/);
  await models.guide.idle();
  assert.equal(pulls.list()[0]!.state, "failed");
  await pulls.close();
});

Deno.test("freeModelBytes() knows only the folders of an Ollama on this machine", async () => {
  const folder = await Deno.makeTempDir();
  assert.ok((await freeModelBytes("http://127.0.0.1:11434", ["/nowhere", folder]))! > 0);
  assert.ok((await freeModelBytes("http://[::1]:11434", [folder]))! > 0);
  assert.equal(await freeModelBytes("http://127.0.0.1:11434", ["/nowhere"]), null);
  assert.equal(await freeModelBytes("http://gpu.example:11434", [folder]), null);
  await Deno.remove(folder);
});
