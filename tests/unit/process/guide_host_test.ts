import assert from "node:assert/strict";
import { GuideHost } from "@/lib/process/guide_host.ts";
import { testDeps } from "@/tests/helpers/deps.ts";

Deno.test("GuideHost.address() works again when the database can be written again", async () => {
  await using test = await testDeps({ guide: null });
  const host = new GuideHost(test.deps);
  test.deps.db.exec("pragma query_only = on");
  await assert.rejects(host.address(), /readonly/);
  test.deps.db.exec("pragma query_only = off");
  const address = await host.address();
  assert.equal(
    (await fetch(`${address}/api/version`).then((response) => response.json())).version.length > 0,
    true,
  );
  await host.close();
});
