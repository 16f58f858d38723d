import assert from "node:assert/strict";
import fc from "fast-check";
import { PullMeter } from "@/lib/models/pull_meter.ts";
import type { PullLine } from "@/lib/ollama/client.ts";

const fresh = { status: "queued", percent: 0, completed_bytes: 0, total_bytes: 0 };

const layer = (digest: string, total: number, completed?: number): PullLine => ({
  status: `pulling ${digest}`,
  digest,
  total,
  completed,
});

Deno.test("PullMeter counts a layer as complete when the next status begins", () => {
  const meter = measure([
    { status: "pulling manifest" },
    layer("a", 60_376_416, 59_834_368), // its last line stays below the total
    { status: "verifying sha256 digest" },
  ]);
  assert.equal(meter.read().completed_bytes, 60_376_416);
  assert.equal(meter.read().percent, 99.9);
  meter.add({ status: "success" }, 10);
  assert.equal(meter.read().percent, 100);
  assert.equal(meter.read().eta_seconds, null);
});

Deno.test("PullMeter does not fall when a part is tried again, and says the bytes as they are", () => {
  const meter = measure([layer("a", 1000, 700), layer("a", 1000, 400)]);
  assert.equal(meter.read().percent, 70);
  assert.equal(meter.read().completed_bytes, 400);
  meter.add(layer("a", 1000, 900), 100);
  assert.equal(meter.read().percent, 90);
});

Deno.test("PullMeter does not fall when a new layer makes the sum larger", () => {
  const meter = measure([layer("a", 1000, 900), layer("b", 1000)]);
  assert.equal(meter.read().total_bytes, 2000);
  assert.equal(meter.read().completed_bytes, 1000);
  assert.equal(meter.read().percent, 90);
});

Deno.test("PullMeter begins at the percent of the pull that was interrupted", () => {
  const meter = new PullMeter("m", {
    status: "queued",
    percent: 61.5,
    completed_bytes: 615,
    total_bytes: 1000,
  });
  meter.add({ status: "pulling manifest" }, 0);
  assert.equal(meter.read().percent, 61.5);
  assert.equal(meter.read().completed_bytes, 615);
  meter.add(layer("a", 1000, 640), 10);
  assert.equal(meter.read().percent, 64);
});

Deno.test("PullMeter takes only what came now for the speed", () => {
  const meter = new PullMeter("m", fresh);
  meter.add(layer("a", 10_000_000, 10_000_000), 0); // on the disk already
  meter.add(layer("b", 4_000_000, 1_000_000), 100); // resumed
  meter.add(layer("b", 4_000_000, 2_000_000), 1100);
  const { bytes_per_second, eta_seconds } = meter.read();
  assert.equal(bytes_per_second, Math.round(1_000_000 / 1.1));
  assert.equal(eta_seconds, 3);
});

Deno.test("PullMeter forgets the speed of more than five seconds ago", () => {
  const meter = new PullMeter("m", fresh);
  for (let second = 0; second <= 20; second++) {
    meter.add(layer("a", 1e9, second < 10 ? second * 1e7 : 1e8 + (second - 10) * 1e6), second * 1000);
  }
  assert.equal(meter.read().bytes_per_second, 1_000_000);
});

Deno.test("PullMeter never falls and never passes its total, whatever the lines say", () => {
  const line = fc.record({
    status: fc.constantFrom(
      "pulling manifest",
      "pulling x",
      "verifying sha256 digest",
      "removing unused layers",
    ),
    digest: fc.option(fc.constantFrom("a", "b", "c"), { nil: undefined }),
    total: fc.option(fc.integer({ min: -10, max: 1e12 }), { nil: undefined }),
    completed: fc.option(fc.integer({ min: -10, max: 1e12 }), { nil: undefined }),
  });
  fc.assert(fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
    const meter = new PullMeter("m", fresh);
    let percent = 0;
    for (const [index, line] of lines.entries()) {
      meter.add(line, index * 60);
      const now = meter.read();
      assert.ok(now.percent >= percent && now.percent < 100);
      assert.ok(now.completed_bytes >= 0 && now.completed_bytes <= now.total_bytes);
      assert.ok(now.bytes_per_second === null || now.bytes_per_second >= 0);
      percent = now.percent;
    }
  }));
});

function measure(lines: readonly PullLine[]): PullMeter {
  const meter = new PullMeter("m", fresh);
  lines.forEach((line, index) => meter.add(line, index));
  return meter;
}
