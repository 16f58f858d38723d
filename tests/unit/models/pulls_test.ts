import assert from "node:assert/strict";
import { selectPulls } from "@/lib/db/pulls.ts";
import * as faults from "@/lib/guide/faults.ts";
import { publishable } from "@/lib/guide/models/registry.ts";
import type { CatalogEvent } from "@/lib/models/catalog.ts";
import type { PullEvent } from "@/lib/models/pulls.ts";
import { startPull } from "@/lib/models/start_pull.ts";
import type { PullProgress } from "@/lib/shared/model.ts";
import { model, type OpenModels, openModels } from "./open_models.ts";

const MB = 1_000_000;
const registry = [
  publishable(model("big:latest"), [50 * MB, 30 * MB, 1482, 412]),
  publishable(model("small:latest"), [2 * MB, 96]),
];

Deno.test("a pull ends with done, and the model is in the list by then", async () => {
  await using models = await openModels({ guide: { registry } });
  const events = await readAll(startPull(models.deps, { name: "small" }).watch());
  assert.deepEqual(events.at(-1), { event: "done", data: { name: "small", status: "success" } });
  assert.ok(models.catalog.peek("small:latest"));
  assert.deepEqual(models.catalog.pulls.list(), []);
  assert.deepEqual(selectPulls(models.db), []);
});

Deno.test("progress sums all layers, ends at 100 percent, and never falls", async () => {
  await using models = await openModels({ guide: { registry, pullSpeed: 60 * MB } });
  const events = await readAll(startPull(models.deps, { name: "big" }).watch());
  const progress = events.filter((event) => event.event === "progress").map((event) => event.data);
  assertRising(progress);
  const last = progress.at(-1)!;
  assert.equal(last.percent, 100);
  assert.equal(last.status, "success");
  assert.ok(progress.some(({ bytes_per_second }) => bytes_per_second! > 0));
  assert.ok(progress.some(({ eta_seconds }) => eta_seconds !== null));
  // Layers that had no line are not in the sum; the two large ones must be.
  assert.ok(last.total_bytes >= 80 * MB && last.completed_bytes === last.total_bytes);
});

Deno.test("cancel() closes the connection, tells readers `conflict`, and a new pull goes on there", async () => {
  await using models = await openModels({ guide: { registry, pullSpeed: 40 * MB } });
  stallForEver(models);
  const pull = startPull(models.deps, { name: "big" });
  const readers = [readAll(pull.watch()), readAll(pull.watch())];
  const request = await models.guide.nextRequest("/api/pull");
  await untilBytes(pull.watch(), 1 * MB);
  await models.catalog.pulls.cancel("BIG:latest");
  assert.equal(await request.ended, "gone");
  for (const events of await Promise.all(readers)) {
    const last = events.at(-1)!;
    assert.equal(last.event === "error" && last.data.code, "conflict");
  }
  assert.deepEqual(models.catalog.pulls.list(), []);
  assert.deepEqual(selectPulls(models.db), []);

  const again = startPull(models.deps, { name: "big" }).watch();
  const first = await untilBytes(again, 1);
  assert.ok(first.completed_bytes >= 1 * MB, `began at ${first.completed_bytes}`);
  await again.return!();
});

Deno.test("cancel() ends a download although its row cannot be removed", async () => {
  await using models = await openModels({ guide: { registry, pullSpeed: 40 * MB } });
  stallForEver(models);
  const pull = startPull(models.deps, { name: "big" });
  const request = await models.guide.nextRequest("/api/pull");
  await untilBytes(pull.watch(), 1 * MB);
  models.db.exec("pragma query_only = on");
  await models.catalog.pulls.cancel("big");
  assert.equal(await request.ended, "gone");
  assert.deepEqual(models.catalog.pulls.list(), []);
  models.db.exec("pragma query_only = off");
});

Deno.test("a pull that cannot be stored leaves the failed one before it", async () => {
  await using models = await openModels({ guide: { registry } });
  await readAll(startPull(models.deps, { name: "nosuch" }).watch());
  models.db.exec("pragma query_only = on");
  assert.throws(() => startPull(models.deps, { name: "nosuch" }), /readonly/);
  models.db.exec("pragma query_only = off");
  assert.deepEqual(models.catalog.pulls.list().map(({ state }) => state), ["failed"]);
});

Deno.test("a pull goes on when its readers leave, and a late reader sees the rest", async () => {
  await using models = await openModels({ guide: { registry, pullSpeed: 400 * MB } });
  const gate = Promise.withResolvers<void>();
  models.guide.script(faults.stallAfter(3, gate.promise), { path: "/api/pull" });
  const leaving = new AbortController();
  const pull = startPull(models.deps, { name: "big" });
  const first = pull.watch(leaving.signal);
  await untilBytes(first, 1);
  leaving.abort();
  const late = startPull(models.deps, { name: "big" }); // joins, starts no second one
  gate.resolve();
  const events = await readAll(late.watch());
  assert.equal(events.at(-1)!.event, "done");
  assert.equal(models.guide.requests.filter((request) => request.path === "/api/pull").length, 1);
});

Deno.test("pulls run one at a time, the others wait in their order", async () => {
  await using models = await openModels({ guide: { registry } });
  const release = Promise.withResolvers<void>();
  models.guide.script(faults.delay(release.promise), { path: "/api/pull" });
  const big = startPull(models.deps, { name: "big" });
  const small = startPull(models.deps, { name: "small" });
  await models.guide.nextRequest("/api/pull");
  assert.deepEqual(models.catalog.pulls.list().map(({ name, state }) => [name, state]), [
    ["big", "running"],
    ["small", "queued"],
  ]);
  release.resolve();
  await Promise.all([readAll(big.watch()), readAll(small.watch())]);
  const asked = models.guide.requests.filter((request) => request.path === "/api/pull");
  assert.deepEqual(asked.map((request) => (request.body as { model: string }).model), ["big", "small"]);
  assert.ok(asked[0]!.endedAt! <= asked[1]!.receivedAt);
});

Deno.test("a waiting pull can be cancelled before it begins", async () => {
  await using models = await openModels({ guide: { registry } });
  const release = Promise.withResolvers<void>();
  models.guide.script(faults.delay(release.promise), { path: "/api/pull" });
  const big = startPull(models.deps, { name: "big" });
  const small = readAll(startPull(models.deps, { name: "small" }).watch());
  await models.guide.nextRequest("/api/pull");
  await models.catalog.pulls.cancel("small");
  assert.equal((await small).at(-1)!.event, "error");
  release.resolve();
  await readAll(big.watch());
  assert.equal(models.guide.requests.filter((request) => request.path === "/api/pull").length, 1);
});

Deno.test("a restart leaves running and waiting pulls interrupted, and pulling again ends complete", async () => {
  await using models = await openModels({ guide: { registry, pullSpeed: 40 * MB } });
  stallForEver(models);
  const pull = startPull(models.deps, { name: "big" });
  startPull(models.deps, { name: "small" });
  const reader = readAll(pull.watch());
  await untilBytes(pull.watch(), 2 * MB);
  await models.restart();
  const last = (await reader).at(-1)!;
  assert.equal(last.event === "error" && last.data.code, "shutdown");
  const before = models.catalog.pulls.list();
  assert.deepEqual(before.map(({ name, state }) => [name, state]), [["big", "interrupted"], [
    "small",
    "interrupted",
  ]]);
  assert.ok(before[0]!.percent > 0);
  await models.guide.idle();

  const events = await readAll(startPull(models.deps, { name: "big" }).watch());
  const progress = events.filter((event) => event.event === "progress").map((event) => event.data);
  assert.ok(progress[0]!.percent >= before[0]!.percent);
  assertRising(progress);
  assert.equal(events.at(-1)!.event, "done");
  assert.ok(models.catalog.peek("big"));
});

Deno.test("after kill -9 the row says running, and is offered as interrupted", async () => {
  await using models = await openModels({ guide: { registry, pullSpeed: 40 * MB } });
  stallForEver(models);
  await untilBytes(startPull(models.deps, { name: "big" }).watch(), 1 * MB);
  const row = selectPulls(models.db)[0]!;
  await models.catalog.pulls.cancel("big");
  models.db.run(
    `insert into pulls values (?, ?, 0, 'running', ?, ?, ?, ?, ?, null, null, ?, ?)`,
    row.key,
    row.name,
    row.status,
    row.digest,
    row.completed_bytes,
    row.total_bytes,
    row.percent,
    row.started_at,
    row.position,
  );
  await models.restart();
  const [offered] = models.catalog.pulls.list();
  assert.equal(offered!.state, "interrupted");
  assert.equal(offered!.error!.code, "interrupted");
  await models.catalog.pulls.cancel("big"); // dismissed
  assert.deepEqual(models.catalog.pulls.list(), []);
});

for (
  const [title, name, arrange, code] of [
    ["that the registry does not have", "nosuch", () => {}, "model_not_found"],
    ["cut in the middle", "big", (models: OpenModels) => {
      models.guide.script(faults.closeAfter(3, "rst"), { path: "/api/pull" });
    }, "ollama_unreachable"],
    ["that ends without success", "big", (models: OpenModels) => {
      models.guide.script(faults.endWithoutDone(2), { path: "/api/pull" });
    }, "ollama_rejected"],
    ["with an error line", "big", (models: OpenModels) => {
      models.guide.script(faults.errorLine("max retries exceeded: EOF", 2), { path: "/api/pull" });
    }, "ollama_rejected"],
    ["of malformed lines", "big", (models: OpenModels) => {
      models.guide.script(faults.body("{nonsense\n"), { path: "/api/pull" });
    }, "ollama_rejected"],
  ] as const
) {
  Deno.test(`a pull ${title} fails with ${code}, stays listed, and the next one runs`, async () => {
    await using models = await openModels({ guide: { registry, pullSpeed: 400 * MB } });
    arrange(models);
    const events = readAll(startPull(models.deps, { name }).watch());
    const next = readAll(startPull(models.deps, { name: "small" }).watch());
    const last = (await events).at(-1)!;
    assert.equal(last.event === "error" && last.data.code, code, JSON.stringify(last));
    assert.equal((await next).at(-1)!.event, "done");
    const [failed] = models.catalog.pulls.list();
    assert.equal(failed!.state, "failed");
    assert.equal(failed!.error!.code, code);
    await models.catalog.pulls.cancel(name);
    assert.deepEqual(models.catalog.pulls.list(), []);
  });
}

Deno.test("watchers of the catalog get the progress of pulls", async () => {
  await using models = await openModels({ guide: { registry } });
  await models.catalog.refresh();
  const leaving = new AbortController();
  const events = models.catalog.watch(leaving.signal);
  await readAll(startPull(models.deps, { name: "small" }).watch());
  const seen = (await events.next()).value!;
  const progress = seen.find((event: { event: string }) => event.event === "progress");
  assert.equal(progress?.data.percent, 100);
  assert.equal(progress?.data.state, "running");
  leaving.abort();
});

Deno.test("watchers of the catalog hear of a failed pull that is dismissed", async () => {
  await using models = await openModels({ guide: { registry } });
  await readAll(startPull(models.deps, { name: "nosuch" }).watch());
  const leaving = new AbortController();
  const events = models.catalog.watch(leaving.signal);
  await events.next();
  await models.catalog.pulls.cancel("nosuch");
  const told = events.next();
  leaving.abort();
  assert.deepEqual((await told).value?.map(({ event }: CatalogEvent) => event), ["models"]);
});

/** The next pull stops in its middle: it does not end while it is being cancelled or the server restarted. */
function stallForEver(models: OpenModels): void {
  models.guide.script(faults.silenceAfter(4), { path: "/api/pull" });
}

async function readAll(events: AsyncIterable<PullEvent[]>): Promise<PullEvent[]> {
  const all: PullEvent[] = [];
  for await (const batch of events) all.push(...batch);
  return all;
}

/** The first progress that has so many bytes. */
async function untilBytes(events: AsyncIterable<PullEvent[]>, bytes: number): Promise<PullProgress> {
  for await (const batch of events) {
    for (const event of batch) {
      if (event.event === "progress" && event.data.completed_bytes >= bytes) return event.data;
    }
  }
  throw new Error("the pull ended before");
}

function assertRising(progress: readonly PullProgress[]): void {
  for (const [index, { percent, completed_bytes, total_bytes }] of progress.entries()) {
    assert.ok(
      percent >= (progress[index - 1]?.percent ?? 0),
      `${percent} after ${progress[index - 1]?.percent}`,
    );
    assert.ok(completed_bytes <= total_bytes);
  }
}
