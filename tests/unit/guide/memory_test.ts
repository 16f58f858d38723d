import assert from "node:assert/strict";
import { conformanceModels } from "@/tests/fakes/conformance_models.ts";
import { Library } from "@/lib/guide/models/library.ts";
import { Memory, type MemoryLimits, type Want } from "@/lib/guide/models/memory.ts";
import { parseName } from "@/lib/guide/models/names.ts";

const limits: MemoryLimits = {
  keepAliveMs: 60_000,
  maxQueue: 8,
  maxLoaded: 2,
  parallel: 1,
  loadMs: 0,
  unloadMs: 0,
  gpuBytes: 8_000_000,
};
const staying = new AbortController().signal;

Deno.test("Memory serves one request at a time and the others in their order", async () => {
  await withMemory({}, async (memory) => {
    const order: number[] = [];
    const first = await memory.acquire(want("tiny-chat"), staying);
    const others = [1, 2, 3].map(async (number) => {
      const lease = await memory.acquire(want("tiny-chat"), staying);
      order.push(number);
      lease.release();
    });
    assert.deepEqual(order, []);
    first.release();
    await Promise.all(others);
    assert.deepEqual(order, [1, 2, 3]);
  });
});

Deno.test("Memory lets a waiting client leave without losing the slot", async () => {
  await withMemory({}, async (memory) => {
    const first = await memory.acquire(want("tiny-chat"), staying);
    const leaving = new AbortController();
    const left = memory.acquire(want("tiny-chat"), leaving.signal);
    const stays = memory.acquire(want("tiny-chat"), staying);
    leaving.abort();
    await assert.rejects(left, /request canceled/);
    first.release();
    (await stays).release();
    assert.ok(memory.list()[0]?.isIdle);
  });
});

Deno.test("Memory makes room by the idle model with the shortest keep-alive", async () => {
  await withMemory({}, async (memory) => {
    const times = { "tiny-chat": 50_000, "tiny-think": 10_000, "tiny-tool": 30_000 };
    for (const [name, keepAliveMs] of Object.entries(times)) {
      (await memory.acquire({ ...want(name), keepAliveMs }, staying)).release();
    }
    assert.deepEqual(namesIn(memory), ["tiny-chat:latest", "tiny-tool:latest"]);
  });
});

Deno.test("Memory loads anew when the context changes, after the running request", async () => {
  await withMemory({}, async (memory) => {
    const running = await memory.acquire(want("tiny-chat"), staying);
    const changed = memory.acquire({ ...want("tiny-chat"), contextLength: 64 }, staying);
    assert.deepEqual(memory.list().map(({ contextLength }) => contextLength), [1024]);
    running.release();
    (await changed).release();
    assert.deepEqual(memory.list().map(({ contextLength }) => contextLength), [64]);
  });
});

Deno.test("Memory puts on the GPU what fits, and the rest beside it", async () => {
  await withMemory({ gpuBytes: 3_000_000 }, async (memory) => {
    for (const name of ["tiny-chat", "tiny-think"]) (await memory.acquire(want(name), staying)).release();
    const [one, other] = memory.list();
    assert.equal(one!.gpuBytes + other!.gpuBytes, 3_000_000);
    assert.ok(Math.min(one!.gpuBytes, other!.gpuBytes) < one!.bytes);
  });
});

Deno.test("Memory keeps a model as long as the last request said", async () => {
  await withMemory({}, async (memory) => {
    const lease = await memory.acquire({ ...want("tiny-chat"), keepAliveMs: 5 }, staying);
    assert.equal(memory.list().length, 1);
    lease.release();
    await lease.runner.unloaded;
    assert.deepEqual(memory.list(), []);
    (await memory.acquire({ ...want("tiny-chat"), keepAliveMs: 0 }, staying)).release();
    await Promise.resolve();
    assert.equal(memory.list()[0]?.isReady ?? false, false);
  });
});

async function withMemory(
  changed: Partial<MemoryLimits>,
  test: (memory: Memory) => Promise<void>,
): Promise<void> {
  const memory = new Memory({ ...limits, ...changed }, Date.now);
  try {
    await test(memory);
  } finally {
    memory.close();
  }
}

function want(name: string): Want {
  const model = new Library(conformanceModels, Date.now).find(parseName(name))!;
  return { model, contextLength: 1024, loadOptions: "", onGpu: true, keepAliveMs: undefined };
}

function namesIn(memory: Memory): string[] {
  return memory.list().map(({ model }) => model.name).toSorted();
}
