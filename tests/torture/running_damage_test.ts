import assert from "node:assert/strict";
import { damageRunning } from "./running_damage.ts";

// Few here for the sake of time; `deno run -A tests/torture/running_damage.ts --rounds 60` is the whole of it.
Deno.test("a server whose database is damaged under it lives, says so, and the next start names a backup", async () => {
  const report = await damageRunning({ rounds: 3, chats: 3, seed: 20261124 });
  assert.deepEqual(report.violations, [], `seed ${report.seed}`);
  assert.ok(report.found + report.foundAtStart > 0, "nobody saw the damage");
});
