import assert from "node:assert/strict";
import { ConflictError, ModelNotFoundError } from "@/lib/errors.ts";
import * as faults from "@/lib/guide/faults.ts";
import { publishable } from "@/lib/guide/models/registry.ts";
import { deleteModel, sessionsByModel } from "@/lib/models/remove.ts";
import { startPull } from "@/lib/models/start_pull.ts";
import { model, type OpenModels, openModels } from "./open_models.ts";

const guide = {
  models: [model("a:latest"), model("user/b:q4")],
  registry: [publishable(model("c:latest"), [1_000_000, 96])],
};

Deno.test("deleteModel() unloads first, and the list is right by then", async () => {
  await using models = await openModels({ guide: { ...guide, unloadMs: 150 } });
  await models.ollama.load("a", {});
  await models.catalog.refresh();
  await deleteModel(models.deps, "A");
  const paths = models.guide.requests.map((request) => request.path);
  const unload = models.guide.requests.findLastIndex((request) =>
    request.path === "/api/generate" && (request.body as { keep_alive?: number }).keep_alive === 0
  );
  assert.ok(unload > 0 && unload < paths.indexOf("/api/delete"));
  assert.deepEqual(models.catalog.list().items.map((item) => item.name), ["user/b:q4"]);
  assert.deepEqual(await models.ollama.ps(), []);
  await assert.rejects(deleteModel(models.deps, "a"), ModelNotFoundError);
});

Deno.test("deleteModel() is 409 while the model writes a reply", async () => {
  await using models = await openModels({ guide });
  addReply(models, "A", "streaming");
  await assert.rejects(deleteModel(models.deps, "a:latest"), ConflictError);
  assert.ok(!models.guide.requests.some((request) => request.path === "/api/delete"));
  models.db.run("update messages set status = 'complete'");
  await deleteModel(models.deps, "a:latest");
});

for (const installed of [[model("c:latest")], []]) {
  const kind = installed.length > 0 ? "again" : "for the first time";
  Deno.test(`deleteModel() is 409 while the model is being pulled ${kind}`, async () => {
    await using models = await openModels({ guide: { ...guide, models: [...guide.models, ...installed] } });
    const release = Promise.withResolvers<void>();
    models.guide.script(faults.delay(release.promise), { path: "/api/pull" });
    const pull = startPull(models.deps, { name: "c" });
    await models.guide.nextRequest("/api/pull");
    await assert.rejects(deleteModel(models.deps, "c"), ConflictError);
    release.resolve();
    for await (const _ of pull.watch()) void _;
    await deleteModel(models.deps, "c");
  });
}

Deno.test("sessionsByModel() finds the newest sessions of each model, in every spelling", async () => {
  await using models = await openModels({ guide });
  for (
    const [id, name, at] of [["1", "a", 1], ["2", "A:LATEST", 3], ["3", "a:latest", 2], [
      "4",
      "b",
      4,
    ]] as const
  ) {
    models.db.run(
      `insert into sessions (id, title, title_source, model, options, created_at, updated_at)
       values (?, ?, 'user', ?, '{}', ?, ?)`,
      id,
      `chat ${id}`,
      name,
      at,
      at,
    );
  }
  const ids = (limit?: number) =>
    [...sessionsByModel(models.db, { limit })].map(([key, sessions]) => [key, sessions.map(({ id }) => id)]);
  assert.deepEqual(ids(), [["a:latest", ["2", "3", "1"]], ["b:latest", ["4"]]]);
  assert.deepEqual(ids(1), [["a:latest", ["2"]], ["b:latest", ["4"]]]);
});

function addReply(models: OpenModels, name: string, status: string): void {
  models.db.run(
    `insert into sessions (id, title, title_source, model, options, created_at, updated_at)
     values ('s', 'x', 'user', ?, '{}', 1, 1)`,
    name,
  );
  models.db.run(
    `insert into messages (id, session_id, role, content, model, status, created_at, updated_at)
     values ('m', 's', 'assistant', '', ?, ?, 1, 1)`,
    name,
    status,
  );
}
