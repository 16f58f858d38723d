import assert from "node:assert/strict";
import { join } from "node:path";
import { runMain, startServer } from "@/tests/helpers/server.ts";

Deno.test("the server writes one line on stdout, has private files, and ends with 0 on SIGINT and SIGTERM", async () => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    const dataDir = join(await Deno.makeTempDir(), "made", "by", "it");
    const server = await startServer({ dataDir });
    assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    const response = await fetch(`${server.url}/api/health`);
    assert.equal(response.status, 200);
    assert.equal((await response.json()).db_status, "ok");
    assert.equal((await Deno.stat(dataDir)).mode! & 0o777, 0o700);
    for (const name of ["chatbot.db", "config.key", "server.lock"]) {
      assert.equal((await Deno.stat(join(dataDir, name))).mode! & 0o777, 0o600, name);
    }
    const began = performance.now();
    assert.equal(await server.stop(signal), 0);
    assert(performance.now() - began < 5000);
    const left = Array.from(Deno.readDirSync(dataDir), (entry) => entry.name).sort();
    assert.deepEqual(
      left,
      ["chatbot.db", "config.key", "server.lock"],
      "the write-ahead log was not folded in",
    );
    await Deno.remove(dataDir, { recursive: true });
  }
});

Deno.test("the demo asks nobody but its Guide, from the first moment on", async () => {
  await using server = await startServer({ args: ["--demo"] });
  const { scheduler, ollama } = await (await fetch(`${server.url}/api/health`)).json();
  assert.equal(scheduler.last_error, null);
  assert.notEqual(ollama.status, "unreachable");
  const { ollama: asked } = await (await fetch(`${server.url}/api/version`)).json();
  assert.match(asked.version, /^\d/);
  assert.equal((await (await fetch(`${server.url}/api/health`)).json()).scheduler.last_error, null);
});

Deno.test("three signals at once, as Ctrl-C under npx gives them, end the server with 0", async () => {
  await using server = await startServer();
  Deno.kill(server.pid, "SIGINT");
  Deno.kill(server.pid, "SIGINT");
  assert.equal(await server.stop("SIGINT"), 0);
});

Deno.test("a signal ends open streams with 0 within five seconds", async () => {
  await using server = await startServer();
  const response = await fetch(`${server.url}/api/sessions/events`);
  const reader = response.body!.getReader();
  await reader.read();
  const began = performance.now();
  const stopped = server.stop();
  while (!(await reader.read()).done);
  assert.equal(await stopped, 0);
  assert(performance.now() - began < 5000);
});

Deno.test("bad configuration ends with 2 and one line on stderr for each variable", async () => {
  const { code, stdout, stderr } = await runMain([], { PORT: "x", HOST: "0.0.0.0", SSE_BUFFER: "-1" });
  assert.equal(code, 2);
  assert.equal(stdout, "");
  assert.deepEqual(stderr.trimEnd().split("\n").map((line) => line.split(":")[0]).sort(), [
    "ACCESS_PASSWORD",
    "PORT",
    "SSE_BUFFER",
  ]);
  assert.equal((await runMain(["--prot", "1"])).code, 2);
});

Deno.test("a taken port ends with 3 and is named", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const port = String((listener.addr as Deno.NetAddr).port);
  const dataDir = await Deno.makeTempDir();
  const { code, stderr } = await runMain(["--port", port, "--data", dataDir]);
  assert.equal(code, 3);
  assert.match(stderr, new RegExp(`^Port ${port} `));
  assert.equal(stderr.trimEnd().split("\n").length, 1);
  await Deno.remove(dataDir, { recursive: true });
});

Deno.test("a second server on the same folder ends with 1, and the first goes on", async () => {
  await using server = await startServer();
  const { code, stderr } = await runMain(["--port", "0", "--data", server.dataDir]);
  assert.equal(code, 1);
  assert.match(stderr, new RegExp(`^${server.dataDir}: another Chat WebUI`));
  const response = await fetch(`${server.url}/api/config`);
  assert.equal(response.status, 200);
  await response.body!.cancel();
});

Deno.test("an unusable folder, no database and a newer database end with 1 and leave the file as it is", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "chatbot.db");
  const isRefused = async (args: string[], words: RegExp) => {
    const { code, stdout, stderr } = await runMain(["--port", "0", ...args]);
    assert.equal(code, 1, stderr);
    assert.equal(stdout, "");
    assert.equal(stderr.trimEnd().split("\n").length, 1, stderr);
    assert.match(stderr, words);
  };
  await Deno.writeTextFile(path, "this is no database, but it is long enough to look at: ".repeat(100));
  const before = await Deno.readFile(path);
  await isRefused(["--data", folder], /chatbot\.db: .*not a database/);
  assert.deepEqual(await Deno.readFile(path), before);
  await isRefused(["--data", path], /data folder cannot be used/);
  await isRefused(["--data", "/proc/nowhere"], /data folder cannot be used/);

  await Deno.remove(path);
  await (await startServer({ dataDir: folder })).stop();
  const { DatabaseSync } = await import("node:sqlite");
  const db = new DatabaseSync(path);
  db.exec("pragma user_version = 9999");
  db.close();
  await isRefused(["--data", folder], /newer Chat WebUI/);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a key file that others can read ends with 2 and is named", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "config.key");
  await Deno.writeTextFile(path, "x");
  await Deno.chmod(path, 0o644);
  const { code, stderr } = await runMain(["--port", "0", "--data", folder]);
  assert.equal(code, 2);
  assert(stderr.includes(path));
  assert.equal(stderr.trimEnd().split("\n").length, 1);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a lost key file: the server starts, says so, and makes no new one", async () => {
  const dataDir = await Deno.makeTempDir();
  const first = await startServer({ dataDir });
  await patchConfig(first.url, { ollama_base_url: "http://127.0.0.1:9" });
  await first.stop();
  await Deno.remove(join(dataDir, "config.key"));
  const second = await startServer({ dataDir });
  const config = await (await fetch(`${second.url}/api/config`)).json();
  assert.match(config.key_problem, /config\.key is missing/);
  assert.equal(config.setup_complete, true);
  assert.match(second.log(), /cannot be read/);
  await second.stop();
  assert(![...Deno.readDirSync(dataDir)].some((entry) => entry.name === "config.key"));
  await Deno.remove(dataDir, { recursive: true });
});

Deno.test("--help and --version answer on stdout and end with 0", async () => {
  const help = await runMain(["--help"]);
  assert.equal(help.code, 0);
  assert.match(help.stdout, /--port PORT/);
  assert.deepEqual(await runMain(["--version"]), { code: 0, stdout: "0.1.0\n", stderr: "" });
});

Deno.test("--demo is set up and ready, and leaves nothing behind", async () => {
  const temp = await Deno.makeTempDir();
  const server = await startServer({ args: ["--demo"], env: { TMPDIR: temp } });
  const config = await (await fetch(`${server.url}/api/config`)).json();
  assert.equal(config.setup_complete, true);
  assert.equal(config.default_model, "guide:latest");
  const version = await fetch(`${server.url}/api/version`);
  assert.equal(version.status, 200);
  await version.body!.cancel();
  assert.equal(await server.stop(), 0);
  assert.deepEqual([...Deno.readDirSync(temp)], []);
  await Deno.remove(temp, { recursive: true });
});

Deno.test("the wizard's Guide answers at the same address after a restart", async () => {
  const dataDir = await Deno.makeTempDir();
  const first = await startServer({ dataDir });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const form = await fetch(`${first.url}/setup`, {
    method: "POST",
    headers,
    body: "action=guide",
    redirect: "manual",
  });
  await form.body?.cancel();
  assert.equal(form.status, 303);
  const address = (await (await fetch(`${first.url}/api/config`)).json()).ollama_base_url;
  await first.stop();
  const second = await startServer({ dataDir });
  assert.equal((await (await fetch(`${second.url}/api/config`)).json()).ollama_base_url, address);
  assert.equal((await (await fetch(`${second.url}/api/version`)).json()).ollama.version, "0.33.0-rc2");
  await second.stop();
  await Deno.remove(dataDir, { recursive: true });
});

Deno.test("the built server runs under `deno serve` too, and a signal ends it with 0", async () => {
  await runMain(["--version"]); // builds when the sources are newer
  const dataDir = await Deno.makeTempDir();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["serve", "-A", "--host", "127.0.0.1", "--port", "0", "_fresh/server.js"],
    env: { DATA_DIR: dataDir, DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const lines = child.stderr.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!/Listening on http:\S+\n/.test(text)) {
    const { done, value } = await lines.read();
    assert(!done, text);
    text += value;
  }
  const [, port] = /Listening on \S+:(\d+)\//.exec(text)!;
  const response = await fetch(`http://127.0.0.1:${port}/api/health`);
  assert.equal((await response.json()).db_status, "ok");
  child.kill("SIGTERM");
  while (!(await lines.read()).done);
  assert.equal((await child.status).code, 0);
  await Deno.remove(dataDir, { recursive: true });
});

async function patchConfig(url: string, patch: unknown): Promise<void> {
  const response = await fetch(`${url}/api/config`, { method: "PATCH", body: JSON.stringify(patch) });
  await response.body!.cancel();
  assert.equal(response.status, 200);
}
