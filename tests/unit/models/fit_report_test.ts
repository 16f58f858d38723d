import assert from "node:assert/strict";
import type { Catalog } from "@/lib/models/catalog.ts";
import type { MemoryShape } from "@/lib/models/fit.ts";
import { contextForGpu, reportExcess, reportFit, reportFits } from "@/lib/models/fit_report.ts";
import type { Gpu } from "@/lib/models/gpus.ts";
import { model, openModels } from "./open_models.ts";

const GiB = 1024 ** 3;
/** Of Llama 3.1 8B: 128 KiB a token. */
const shape: MemoryShape = { layers: 32, kvHeads: 8, keyLength: 128, valueLength: 128, slidingWindow: null };
const llama = {
  digest: "llama",
  size_bytes: 4.9e9,
  context_length: 131_072,
  vram_bytes: null,
  ram_bytes: null,
  loaded_context: null,
};

Deno.test("reportFit() estimates from the metadata, then from what ps said", async () => {
  await using models = await openModels({
    guide: { models: [model("a:latest", { size: 1_000_000, bytesPerToken: 1000 })] },
  });
  await models.catalog.refresh();
  await models.catalog.details.read(models.catalog.peek("a")!);
  const [listed] = models.catalog.list().items;
  const before = reportFit(models, listed!, null);
  assert.equal(before.context, 4096);
  assert.notEqual(before.estimate.source, "measured");
  assert.equal(before.fit, "cpu");
  await models.ollama.load("a", {});
  const [loaded] = await models.catalog.refreshLoaded();
  const after = reportFit(models, listed!, 4096);
  assert.equal(after.estimate.source, "measured");
  assert.equal(after.estimate.totalBytes, loaded!.sizeBytes);
  assert.equal(reportFit(models, listed!, 1e9).context, 8192);
});

Deno.test("reportFit() takes the chosen context, else the model's own, else Ollama's by the GPU's size", () => {
  const contextOf = (machine: Machine, chosen: number | null, of = llama) =>
    reportFit(machineOf(machine), of, chosen).context;
  assert.equal(contextOf({}, null), 4096);
  assert.equal(contextOf({ vram: 24 }, null), 32_768);
  assert.equal(contextOf({ vram: 48 }, null), 131_072, "262,144, but no more than the model takes");
  assert.equal(contextOf({ vram: 48 }, 8192), 8192);
  assert.equal(contextOf({ shape: { ...shape, ownContext: 16_384 } }, null), 16_384);
  assert.equal(contextOf({ shape: { ...shape, ownContext: 16_384 } }, 8192), 8192);
  assert.equal(contextOf({ vram: 48, address: "http://gpu.example:11434" }, null), 4096);
});

Deno.test("reportFit() claims no fit where the share of the context is not known, only that it is too large", () => {
  const small = reportFit(machineOf({ shape: null, vram: 24 }), llama, 8192);
  assert.deepEqual([small.context, small.fit], [null, "unknown"]);
  assert.equal(reportFit(machineOf({ shape: null }), { ...llama, size_bytes: 40e9 }, 8192).fit, "too_large");
});

Deno.test("reportFit() says nothing of free memory on another machine", () => {
  const { fit, estimate } = reportFit(
    machineOf({ vram: 24, address: "http://gpu.example:11434" }),
    llama,
    8192,
  );
  assert.equal(fit, "unknown");
  assert.equal(estimate.cacheBytes, GiB);
});

Deno.test("reportFits() has a row a size, up to the model's largest, and none without the metadata", () => {
  const machine = machineOf({ vram: 8 });
  const rows = reportFits(machine, llama, 6000).map(({ context, fit }) => [context, fit]);
  assert.deepEqual(rows, [
    [4096, "gpu"],
    [6000, "gpu"],
    [8192, "gpu"],
    [32_768, "split"],
    [131_072, "too_large"],
  ]);
  const tiny = { ...llama, context_length: 2048 };
  assert.deepEqual(reportFits(machine, tiny, null).map(({ context }) => context), [2048]);
  const unknown = { ...llama, context_length: null };
  assert.deepEqual(reportFits(machine, unknown, null).map(({ context }) => context), [4096, 8192, 32_768]);
  assert.deepEqual(reportFits(machineOf({ shape: null }), llama, null), []);
});

Deno.test("contextForGpu() finds the largest smaller context that leaves a split model on the GPU", () => {
  const loaded = { ...llama, loaded_context: 32_768, vram_bytes: 6 * GiB, ram_bytes: 3.5 * GiB };
  const measured = { bytes: 9.5 * GiB, context: 32_768 };
  const full = { measured, vram: 8, vramUsed: 6 };
  assert.equal(contextForGpu(machineOf(full), loaded), 16_384, "9.5 GiB less 2 GiB of cache");
  assert.equal(contextForGpu(machineOf({ ...full, vram: 7 }), loaded), 8192);
  assert.equal(
    contextForGpu(machineOf({ ...full, vram: 4, vramUsed: 4 }), { ...loaded, vram_bytes: 0 }),
    null,
  );
  assert.equal(contextForGpu(machineOf({ ...full, shape: null }), loaded), null);
  assert.equal(contextForGpu(machineOf({ measured }), loaded), null, "no GPU is known");
});

Deno.test("reportExcess() speaks up only when not even all of the machine's memory would do", () => {
  assert.equal(reportExcess(machineOf({ vram: 24 }), 30e9), undefined);
  const { neededBytes, knownBytes } = reportExcess(machineOf({ vram: 24 }), 60e9)!;
  assert.equal(knownBytes, 40 * GiB);
  assert.ok(neededBytes > 60e9 && neededBytes < 70e9);
  assert.equal(reportExcess(machineOf({ address: "http://gpu.example:11434" }), 60e9), undefined);
});

interface Machine {
  address?: string;
  shape?: MemoryShape | null;
  measured?: { bytes: number; context: number };
  /** GiB of a GPU. */
  vram?: number;
  vramUsed?: number;
}

/** 16 GiB of main memory, 4 of them used. */
function machineOf({ address = "http://127.0.0.1:11434", measured, vram, vramUsed = 0, ...more }: Machine) {
  const gpu: Gpu = {
    name: "A GPU",
    utilization_percent: 0,
    memory_used_bytes: vramUsed * GiB,
    memory_total_bytes: (vram ?? 0) * GiB,
  };
  const details = {
    capabilities: [],
    contextLength: null,
    shape: more.shape === undefined ? shape : more.shape,
    measured: measured ?? null,
  };
  const system = {
    cpu_percent: 0,
    memory_used_bytes: 4 * GiB,
    memory_total_bytes: 16 * GiB,
    gpus: vram === undefined ? [] : [gpu],
  };
  const catalog = { details: { get: () => details }, system: () => system } as unknown as Catalog;
  return { catalog, ollama: { baseUrl: address } };
}
