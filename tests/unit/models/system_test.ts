import assert from "node:assert/strict";
import { openDatabase } from "@/lib/db/open_database.ts";
import { parseGpus, readGpus } from "@/lib/models/gpus.ts";
import { openSystemMonitor } from "@/lib/models/system.ts";

Deno.test("the system's figures are sampled, averaged, and gone after 30 days", async () => {
  const db = openDatabase(":memory:");
  let now = Date.parse("2026-11-24T12:00:00Z");
  const times = [{ idle: 0, total: 0 }, { idle: 75, total: 100 }, { idle: 75, total: 100 }, {
    idle: 75,
    total: 200,
  }];
  const monitor = openSystemMonitor({
    db,
    now: () => now,
    gpus: () => Promise.resolve([]),
    cpuTimes: () => times.shift()!,
  });
  assert.equal(monitor.read().cpu_percent, null);
  assert.ok(monitor.read().memory_total_bytes! > 0);
  await monitor.sample();
  assert.equal(monitor.read().cpu_percent, 25);
  now += 60_000;
  await monitor.sample();
  assert.equal(monitor.read().cpu_percent, 25, "no time passed: the former figure");
  assert.equal(monitor.history(0, 300_000).machine.length, 1);
  assert.equal(monitor.history(0, 60_000).machine.length, 2);
  assert.deepEqual(monitor.history(0, 300_000).machine.map(({ cpu_percent }) => cpu_percent), [25]);
  now += 30 * 24 * 60 * 60_000;
  await monitor.sample();
  assert.equal(monitor.history(0, 60_000).machine.length, 2);
  assert.equal(monitor.read().cpu_percent, 100);
  db.close();
});

Deno.test("the history has each GPU by its place, and what is unknown as null", async () => {
  const db = openDatabase(":memory:");
  let now = 600_000;
  let utilization = 20;
  const card = { name: "A GPU", memory_used_bytes: 4, memory_total_bytes: 8 };
  const monitor = openSystemMonitor({
    db,
    now: () => now,
    gpus: () =>
      Promise.resolve([{ ...card, utilization_percent: utilization }, {
        ...card,
        utilization_percent: null,
      }]),
  });
  await monitor.sample();
  now += 60_000;
  utilization = 40;
  await monitor.sample();
  assert.deepEqual(monitor.history(0, 300_000).gpus, [
    { ...card, at: 600_000, place: 0, utilization_percent: 30 },
    { ...card, at: 600_000, place: 1, utilization_percent: null },
  ]);
  assert.deepEqual(monitor.history(now, 60_000).gpus.map(({ at }) => at), [660_000, 660_000]);
  db.close();
});

Deno.test("parseGpus() reads nvidia-smi's lines, and takes what it does not know as unknown", () => {
  const csv = "NVIDIA GeForce RTX 4090, 37, 5120, 24564\nTesla, odd name, [N/A], [N/A], 16384\n\n";
  assert.deepEqual(parseGpus(csv), [
    {
      name: "NVIDIA GeForce RTX 4090",
      utilization_percent: 37,
      memory_used_bytes: 5120 * 1024 ** 2,
      memory_total_bytes: 24_564 * 1024 ** 2,
    },
    {
      name: "Tesla, odd name",
      utilization_percent: null,
      memory_used_bytes: null,
      memory_total_bytes: 16 * 1024 ** 3,
    },
  ]);
});

Deno.test("readGpus() without the program has none, and looks again only after an hour", async () => {
  const folder = await Deno.makeTempDir();
  const program = `${folder}/nvidia-smi`;
  let now = 0;
  const read = readGpus(() => now, program);
  assert.deepEqual(await read(), []);
  await Deno.writeTextFile(program, "#!/bin/sh\necho 'Fake GPU, 1, 2, 3'\n", { mode: 0o755 });
  assert.deepEqual(await read(), []);
  now += 3_600_000;
  assert.equal((await read())[0]!.name, "Fake GPU");
  await Deno.writeTextFile(program, "#!/bin/sh\necho 'NVIDIA-SMI has failed'; exit 9\n", { mode: 0o755 });
  assert.deepEqual(await read(), []);
  await Deno.remove(folder, { recursive: true });
});
