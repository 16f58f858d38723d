import assert from "node:assert/strict";
import { estimateMemory, judgeFit, readMemoryShape } from "@/lib/models/fit.ts";

const GiB = 1024 ** 3;

/** Llama 3.1 8B, as its GGUF says it. */
const llama8b = {
  "general.architecture": "llama",
  "llama.block_count": 32,
  "llama.embedding_length": 4096,
  "llama.attention.head_count": 32,
  "llama.attention.head_count_kv": 8,
};

Deno.test("estimateMemory() counts keys and values of grouped heads: 128 KiB a token for Llama 3.1 8B", () => {
  const shape = readMemoryShape(llama8b);
  const figures = { sizeBytes: 4.9e9, shape, measured: null };
  const small = estimateMemory(figures, 4096);
  assert.equal(small.cacheBytes, 4096 * 128 * 1024);
  assert.equal(small.source, "metadata");
  const large = estimateMemory(figures, 32_768);
  assert.equal(large.totalBytes - small.totalBytes, (32_768 - 4096) * 128 * 1024);
  assert.ok(small.totalBytes > 5.4e9 && small.totalBytes < 6.5e9, `${small.totalBytes}`);
});

Deno.test("estimateMemory() goes by what ps said before, and by the formula for the change of context", () => {
  const shape = readMemoryShape(llama8b);
  const measured = { bytes: 6e9, context: 4096 };
  assert.equal(estimateMemory({ sizeBytes: 4.9e9, shape, measured }, 4096).totalBytes, 6e9);
  const larger = estimateMemory({ sizeBytes: 4.9e9, shape, measured }, 8192);
  assert.equal(larger.totalBytes, 6e9 + 4096 * 128 * 1024);
  assert.equal(larger.source, "measured");
  assert.equal(estimateMemory({ sizeBytes: 4.9e9, shape: null, measured }, 8192).totalBytes, 6e9);
  assert.equal(estimateMemory({ sizeBytes: 4.9e9, shape: null, measured: null }, 8192).source, "size");
});

Deno.test("readMemoryShape() takes explicit lengths, figures a layer, and refuses nonsense", () => {
  const gemma = readMemoryShape({
    "general.architecture": "gemma3",
    "gemma3.block_count": 26,
    "gemma3.embedding_length": 1152,
    "gemma3.attention.head_count": 4,
    "gemma3.attention.head_count_kv": [1, 1, 2],
    "gemma3.attention.key_length": 256,
    "gemma3.attention.value_length": 256,
    "gemma3.attention.sliding_window": 512,
  });
  assert.deepEqual(gemma, { layers: 26, kvHeads: 2, keyLength: 256, valueLength: 256, slidingWindow: 512 });
  const figures = { sizeBytes: 0, shape: gemma, measured: null };
  const perToken = 2 * 512 * 2;
  assert.equal(estimateMemory(figures, 10_000).cacheBytes, 13 * perToken * 10_000 + 13 * perToken * 512);
  assert.equal(readMemoryShape({}), null);
  assert.equal(readMemoryShape({ ...llama8b, "llama.block_count": "32" }), null);
  assert.equal(readMemoryShape({ ...llama8b, "llama.block_count": -1 }), null);
});

Deno.test("readMemoryShape() takes the context that the model's author set", () => {
  const own = (parameters: string | null) => readMemoryShape(llama8b, parameters)?.ownContext;
  assert.equal(
    own(`temperature                    0.6\nnum_ctx                        16384\nstop "x"`),
    16_384,
  );
  for (const none of [null, "", "num_ctx many", "num_ctx 0", "stop num_ctx 5", `num_ctx ${"9".repeat(40)}`]) {
    assert.equal(own(none), undefined, `${none}`);
  }
});

Deno.test("judgeFit() says where a model would go", () => {
  assert.equal(judgeFit(6 * GiB, { vramBytes: 8 * GiB, ramBytes: 16 * GiB }), "gpu");
  assert.equal(judgeFit(12 * GiB, { vramBytes: 8 * GiB, ramBytes: 16 * GiB }), "split");
  assert.equal(judgeFit(12 * GiB, { vramBytes: null, ramBytes: 16 * GiB }), "cpu");
  assert.equal(judgeFit(40 * GiB, { vramBytes: 8 * GiB, ramBytes: 16 * GiB }), "too_large");
  assert.equal(judgeFit(40 * GiB, { vramBytes: 8 * GiB, ramBytes: null }), "unknown");
});
