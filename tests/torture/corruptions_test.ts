import assert from "node:assert/strict";
import { corruptOften } from "./corruptions.ts";

// Few here for the sake of time; `deno run -A tests/torture/corruptions.ts --rounds 500` is the whole of it.
Deno.test("a server on a damaged data folder starts or says why in a line, and no byte of the person's is gone", async () => {
  const report = await corruptOften({ rounds: 20, processes: 1, chats: 3, seed: 20261124 });
  assert.deepEqual(report.violations, [], `seed ${report.seed}`);
  assert.ok(report.started > 0 && report.refused > 0);
});
