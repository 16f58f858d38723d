import assert from "node:assert/strict";
import { join } from "node:path";
import { runMain, startServer } from "@/tests/helpers/server.ts";

Deno.test("backup prints the path of a copy made while the server runs; restore waits until it has ended", async () => {
  const dataDir = await Deno.makeTempDir({ prefix: "chat-webui-test-" });
  const server = await startServer({ dataDir });
  const title = "before the backup";
  const body = JSON.stringify({ title });
  const created = await fetch(`${server.url}/api/sessions`, { method: "POST", body });
  const { id } = await created.json();

  const backup = await runMain(["backup", "--data", dataDir]);
  assert.deepEqual({ ...backup, stdout: "" }, { code: 0, stdout: "", stderr: "" });
  const copy = backup.stdout.trimEnd();
  assert(copy.startsWith(join(dataDir, "backups", "chatbot-")), copy);

  const refused = await runMain(["restore", copy, "--data", dataDir]);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /^\S+: another Chat WebUI is already using this folder.*\n$/);

  await fetch(`${server.url}/api/sessions/${id}`, { method: "DELETE" });
  await server.stop();
  const restored = await runMain(["restore", copy, "--data", dataDir]);
  assert.equal(restored.code, 0, restored.stderr);
  const [, kept] = /^Restored\. What was there before is now (\S+)\n$/.exec(restored.stdout) ?? [];
  assert(Deno.statSync(kept!).isFile);

  await using again = await startServer({ dataDir });
  const session = await (await fetch(`${again.url}/api/sessions/${id}`)).json();
  assert.equal(session.title, title);
  await again.stop();
  await Deno.remove(dataDir, { recursive: true });
});

Deno.test("backup and restore end with 1 and one line that says why, and leave the data as it is", async () => {
  const dataDir = await Deno.makeTempDir({ prefix: "chat-webui-test-" });
  const foreign = join(dataDir, "foreign.db");
  await Deno.writeTextFile(foreign, "no database");
  const nothing = await runMain(["backup", "--data", dataDir]);
  const damaged = await runMain(["restore", foreign, "--data", dataDir]);
  for (const { code, stdout, stderr } of [nothing, damaged]) {
    assert.deepEqual({ code, stdout }, { code: 1, stdout: "" });
    assert.match(stderr, /^\/\S+: [^\n]+\n$/);
  }
  assert.equal((await runMain(["restore", "--data", dataDir])).code, 2);
  assert.equal((await runMain(["backup", "--port", "1"])).code, 2);
  assert.equal(await Deno.readTextFile(foreign), "no database");
  await Deno.remove(dataDir, { recursive: true });
});
