import assert from "node:assert/strict";
import { killAtSteps } from "./step_kills.ts";

// Few here for the sake of time; `deno run -A tests/torture/step_kills.ts --kills 200` is the whole of it.
Deno.test("killed inside a change of schema, a restore or a backup, every value is there and it opens", async () => {
  const report = await killAtSteps({ kills: 6, seed: 20261124 });
  assert.deepEqual(report.violations, [], `seed ${report.seed}`);
  assert.equal(report.kills, 6);
});
