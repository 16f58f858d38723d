import assert from "node:assert/strict";
import { killOften } from "./kills.ts";

// Few here for the sake of time; `deno run -A tests/torture/kills.ts --kills 2000` is the whole of it.
Deno.test("a server killed at random moments keeps every word that was acknowledged or seen", async () => {
  const { acknowledged, seenCharacters, ...report } = await killOften({ kills: 12, seed: 20261124 });
  assert.deepEqual(
    [report.lostMessages, report.lostText, report.withoutEnd, report.integrityFailures],
    [[], [], [], []],
    `seed ${report.seed}`,
  );
  assert.ok(acknowledged > 0 && seenCharacters > 0);
});
