import assert from "node:assert/strict";
import { join } from "node:path";
import { atOnce, startGuide } from "@/lib/guide/guide.ts";
import { runMain, startServer } from "@/tests/helpers/server.ts";

/** Every file below the folder that holds the text in one of the ways in which it could be written. */
async function filesWith(folder: string, text: string): Promise<string[]> {
  const forms = [text, encodeURIComponent(text), btoa(text).slice(0, -4)];
  const found: string[] = [];
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    const path = join(folder, name);
    if (isDirectory) found.push(...await filesWith(path, text));
    else {
      const content = new TextDecoder("latin1").decode(await Deno.readFile(path));
      if (forms.some((form) => content.includes(form))) found.push(path);
    }
  }
  return found;
}

Deno.test("no word of a temporary chat is in a file or the log, while it lasts and after; a restart has lost it", async () => {
  const word = (what: string) => `canary-${what}-${crypto.randomUUID()}`;
  const [question, answer, prompt, draft, stored] = ["question", "answer", "prompt", "draft", "stored"].map(
    word,
  );
  const secrets = [question, answer, prompt, draft] as string[];
  const folder = await Deno.makeTempDir({ prefix: "chat-webui-temporary-" });
  const dataDir = join(folder, "data");
  const guide = await startGuide({ ...atOnce, answer: () => answer! });
  const look = async (log: string) => {
    for (const text of secrets) {
      assert.deepEqual(await filesWith(folder, text), [], text);
      assert.equal(log.includes(text), false, `the log has ${text}`);
    }
  };
  try {
    const env = { LOG_LEVEL: "debug", OLLAMA_BASE_URL: guide.url };
    let id: string;
    {
      await using server = await startServer({ dataDir, env });
      const send = async (method: string, path: string, body?: unknown) => {
        const response = await fetch(
          server.url + path,
          { method, body: body && JSON.stringify(body) } as RequestInit,
        );
        const text = await response.text();
        assert.ok(response.ok, `${path}: ${text}`);
        return text;
      };
      await send("PATCH", "/api/config", { ollama_base_url: guide.url, default_model: "guide:latest" });
      await send("POST", "/api/sessions", { title: stored });
      id = JSON.parse(await send("POST", "/api/sessions", { temporary: true, system_prompt: prompt })).id;
      const reply = await send("POST", "/api/chat", { session_id: id, content: question, background: true });
      assert.ok(reply.includes(answer!));
      await send("PUT", `/api/sessions/${id}/draft`, { content: draft });
      await send("GET", `/chat/${id}`);
      const backup = join(folder, "backup.db");
      assert.equal((await runMain(["backup", backup, "--data", dataDir], env)).code, 0);
      assert.deepEqual((await filesWith(folder, stored!)).includes(backup), true);
      await look(server.log());
      await send("DELETE", `/api/sessions/${id}`);
      await look(server.log());
      id = JSON.parse(await send("POST", "/api/sessions", { temporary: true, title: question })).id;
      assert.equal(await server.stop(), 0);
      await look(server.log());
    }
    await using server = await startServer({ dataDir, env });
    const response = await fetch(`${server.url}/api/sessions/${id}`);
    assert.equal(response.status, 404);
    await response.body?.cancel();
    await look(server.log());
  } finally {
    await guide.close();
    await Deno.remove(folder, { recursive: true });
  }
});
