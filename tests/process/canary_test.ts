import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { atOnce, startGuide } from "@/lib/guide/guide.ts";
import { makeFakeCli } from "@/tests/fakes/ollama_cli.ts";
import { runMain, startServer } from "@/tests/helpers/server.ts";
import { broadUse } from "@/tests/fakes/broad_use.ts";
import { Canaries } from "@/tests/fakes/canaries.ts";
import { makeRecorder } from "@/tests/fakes/recorder.ts";

/** Each run plants everything anew, so that no find can be another run's. */
for (
  const { level, format } of [
    { level: "debug", format: "json" },
    { level: "debug", format: "pretty" },
    { level: "info", format: "json" },
    { level: "error", format: "pretty" },
  ]
) {
  Deno.test(`no secret leaves, and no word of a chat is in a log or an error (log: ${level}, ${format})`, async () => {
    const canaries = new Canaries();
    const { secrets, words } = canaries;
    const folder = await Deno.makeTempDir({ prefix: "chat-webui-canary-" });
    const dataDir = join(folder, "data");
    await using cli = await makeFakeCli();
    const recorders = [await makeRecorder(folder, "nvidia-smi"), await makeRecorder(folder, "xdg-open")];
    const guide = await startGuide({
      ...atOnce,
      answer: () => `${words.reply} and more of it`,
    });
    const env = {
      PATH: `${folder}:${Deno.env.get("PATH")}`,
      ACCESS_PASSWORD: secrets.password,
      CONFIG_KEY: secrets.configKey,
      CONFIG_KEY_PREVIOUS: secrets.formerKey,
      OLLAMA_BIN: cli.path,
      LOG_LEVEL: level,
      LOG_FORMAT: format,
      MODEL_POLL_SECONDS: "1",
    };
    {
      await using server = await startServer({ dataDir, env, args: ["--open"] });
      await broadUse({ url: server.url, guide, canaries, database: join(dataDir, "chatbot.db") });
      canaries.see("the command line", Deno.readTextFileSync(`/proc/${server.pid}/cmdline`), "anything");
      const backup = await runMain(["backup", join(folder, "copy.db"), "--data", dataDir], env);
      canaries.see("what backup prints", backup.stdout + backup.stderr, "anything");
      assert.equal(await server.stop(), 0);
      canaries.see("the log", server.log(), "anything");
      assert.ok(level === "error" || /"?status"?[:=]200/.test(server.log()), "the log is empty");
    }
    {
      // Nothing sealed can be read any more: that is told, and nothing of it.
      await using server = await startServer({
        dataDir,
        env: { ...env, CONFIG_KEY: secrets.otherKey, CONFIG_KEY_PREVIOUS: "" },
      });
      const headers = { authorization: `Bearer ${secrets.password}` };
      const config = await (await fetch(`${server.url}/api/config`, { headers })).text();
      assert.match(config, /cannot be read/);
      canaries.see("the settings with another key", config, "secrets");
      await server.stop();
      canaries.see("the log with another key", server.log(), "anything");
    }
    canaries.see("the child ollama", JSON.stringify(await cli.calls()), "anything");
    assert.ok((await cli.calls()).length >= 2, "ollama was not called");
    for (const recorder of recorders) {
      const calls = recorder.calls();
      assert.match(calls, /PATH=/, `${recorder.name} was not called`);
      canaries.see(`the child ${recorder.name}`, calls, "anything");
    }
    for (const name of ["copy.db", "data/chatbot.db", "data/server.lock"]) {
      const content = readLatin1(join(folder, name));
      canaries.see(name, content, "secrets");
      assert.ok(!content.includes(words.temporary), `a temporary chat is in ${name}`);
    }
    assert.equal(
      new DatabaseSync(join(folder, "copy.db"), { readOnly: true }).prepare(
        "SELECT count(*) AS n FROM messages WHERE content LIKE ?",
      ).get(`%${words.prompt}%`)!.n as number > 0,
      true,
      "the copy holds no chat",
    );
    await guide.close();
    await Deno.remove(folder, { recursive: true });
    assert.deepEqual(canaries.finds, []);
    assert.ok(canaries.looks > 120, `only ${canaries.looks} places were looked at`);
  });
}

Deno.test("a bad environment is told without the values of its secrets", async () => {
  const canaries = new Canaries();
  const { secrets } = canaries;
  const environments: Record<string, string>[] = [
    { CONFIG_KEY: `${secrets.configKey}x` },
    { CONFIG_KEY_PREVIOUS: `${secrets.configKey},${secrets.password}` },
    { ACCESS_PASSWORD: secrets.password.repeat(100) },
    { OLLAMA_BASE_URL: `http://me:${secrets.password}@127.0.0.1:1` },
    { OLLAMA_HOST: `http://me:${secrets.password}@127.0.0.1:1` },
  ];
  for (const env of environments) {
    const { code, stdout, stderr } = await runMain([], env);
    assert.equal(code, 2, stderr);
    canaries.see(Object.keys(env)[0]!, stdout + stderr, "anything");
  }
  assert.deepEqual(canaries.finds, []);
});

Deno.test("Canaries find what is planted, also encoded", () => {
  const canaries = new Canaries();
  const { secrets, words } = canaries;
  canaries.see("plain", `x${secrets.apiKey}y`, "secrets");
  canaries.see("base64", btoa(secrets.password), "secrets");
  canaries.see("word", words.prompt, "secrets");
  canaries.see("in a log", JSON.stringify({ a: words.prompt }), "anything");
  assert.deepEqual(canaries.finds, ["apiKey in plain", "password in base64", "prompt in in a log"]);
});

function readLatin1(path: string): string {
  return new TextDecoder("latin1").decode(Deno.readFileSync(path));
}
