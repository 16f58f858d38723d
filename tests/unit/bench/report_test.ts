import assert from "node:assert/strict";
import { atLeast, atMost, enforced, type Figure, tightened } from "@/tests/bench/bench.ts";
import {
  type BenchRun,
  enforcedMisses,
  mergeRuns,
  putTable,
  type Report,
  toJson,
  toJsonLine,
} from "@/tests/bench/report.ts";
import { median, quantile } from "@/tests/bench/statistics.ts";

const figure: Figure = {
  name: "scripts",
  value: 58_114,
  unit: "bytes",
  baseline: { name: "raw", value: 116_228 },
  budget: enforced(atMost(60_000)),
};
const result = { bench: "weight", figure };
const run: BenchRun = {
  bench: "weight",
  measured_at: "2026-01-02T03:04:05.000Z",
  load: [0.5, 1],
  figures: [figure],
};
const report: Report = { machine: { cpu: "a CPU", cores: 2, memory_gb: 8, deno: "2.9.6" }, runs: [run] };

Deno.test("enforcedMisses() finds a budget that is exceeded, and none that is kept", () => {
  assert.deepEqual(enforcedMisses([result]), []);
  const over = { bench: "weight", figure: { ...figure, value: 60_001 } };
  assert.deepEqual(enforcedMisses([result, over]), [over]);
});

Deno.test("enforcedMisses() leaves out times, which a busy machine misses too", () => {
  assert.deepEqual(enforcedMisses([{ bench: "start", figure: { ...figure, budget: atMost(1) } }]), []);
});

Deno.test("tightened() makes a kept budget one that is missed, in both directions", () => {
  assert.equal(enforcedMisses([{ bench: "weight", figure: tightened(figure, 100) }]).length, 1);
  const speed = { ...figure, budget: enforced(atLeast(50_000)) };
  assert.equal(enforcedMisses([{ bench: "relay", figure: tightened(speed, 1) }]).length, 0);
  assert.equal(enforcedMisses([{ bench: "relay", figure: tightened(speed, 100) }]).length, 1);
});

Deno.test("toJsonLine() has the figure, what is beside it, their ratio and the verdict", () => {
  assert.deepEqual(JSON.parse(toJsonLine(result)), {
    bench: "weight",
    figure: "scripts",
    value: 58_114,
    unit: "bytes",
    baseline: "raw",
    baseline_value: 116_228,
    ratio: 0.5,
    budget: "at most 60000",
    within: true,
  });
});

Deno.test("toJson() gives back the same report when it is parsed", () => {
  assert.deepEqual(JSON.parse(toJson(report)), report);
});

Deno.test("mergeRuns() replaces what was made anew, keeps the rest, and forgets benchmarks that are no more", () => {
  const [a, b, c, newB] = ["a", "b", "c", "b"].map((bench, index) => ({
    ...run,
    bench,
    load: [index, 0] as [number, number],
  }));
  assert.deepEqual(mergeRuns([c!, b!, a!], [newB!], ["a", "b", "d"]), [a, newB]);
});

Deno.test("putTable() replaces what is between the marks and nothing else", () => {
  const page = "# Title\n<!-- bench -->\nold\n<!-- /bench -->\nthe end\n";
  const changed = putTable(page, report);
  assert.match(
    changed,
    /^# Title\n<!-- bench -->\n[^]*\| weight \| scripts \| 58,114 bytes \|[^]*<!-- \/bench -->\nthe end\n$/,
  );
  assert.ok(!changed.includes("old"));
  assert.equal(putTable(changed, report), changed);
  assert.throws(() => putTable("# Title\n", report), /lacks/);
});

Deno.test("quantile() is a value of the list, whatever its order", () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(quantile([5, 4, 3, 2, 1], 0.99), 5);
  assert.equal(quantile([5, 4, 3, 2, 1], 0), 1);
  assert.throws(() => median([]), /nothing/);
});
