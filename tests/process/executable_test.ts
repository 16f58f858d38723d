import assert from "node:assert/strict";
import { join } from "node:path";
import { version } from "@/lib/version.ts";
import type { Seen } from "@/tests/helpers/executable_story.ts";
import { canIsolate, isolated } from "@/tests/helpers/namespace.ts";
import { startServer } from "@/tests/helpers/server.ts";

const isPossible = await canIsolate();
const root = new URL("../../", import.meta.url).pathname;

/** Milliseconds from the start of main.ts to its first page. */
async function startsOfMain(times: number): Promise<number[]> {
  const spans: number[] = [];
  for (let time = 0; time < times; time++) {
    const began = performance.now();
    await using server = await startServer({ args: ["--demo"] });
    await (await fetch(`${server.url}/chat`)).text();
    spans.push(Math.round(performance.now() - began));
  }
  return spans;
}

Deno.test("the executable chats, keeps its data, and ends well: empty folder, bare environment", async (t) => {
  // Not below TMPDIR: that may be closed to other users.
  const folder = await Deno.makeTempDir({ dir: "/tmp", prefix: "chat-webui-executable-" });
  const executable = join(folder, "chat-webui");
  try {
    await make(executable);
    await t.step("needs no home, and no user that anyone knows", async () => {
      const options = Deno.uid() === 0 ? { uid: 54_321, gid: 54_321 } : {};
      await Deno.chmod(folder, 0o755);
      // In a folder that it may enter: this one's may be closed to others.
      const where = { cwd: folder, clearEnv: true };
      const command = new Deno.Command(executable, { ...options, ...where, args: ["--version"] });
      const { code, stdout, stderr } = await command.output();
      const said = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
      assert.deepEqual([code, ...said], [0, `${version}\n`, ""]);
    });
    await Deno.mkdir(join(folder, "empty"));
    const seen = await watchStory(executable, join(folder, "empty"));

    await t.step({
      name: "needs no network" +
        (isPossible ? "" : " [skipped: this machine has no network namespaces; it ran with its network]"),
      ignore: !isPossible,
      fn: () => assert.deepEqual(seen.networks, ["lo"]),
    });

    await t.step("says what it is, and what is wrong", () => {
      assert.deepEqual(seen.version, { code: 0, stdout: `${version}\n`, stderr: "" });
      assert.equal(seen.help.code, 0);
      assert.match(seen.help.stdout, /^Usage: chat-webui \[options\]$/m);
      for (const flag of ["--host", "--port", "--data", "--demo", "--open", "--version", "--help"]) {
        assert.match(seen.help.stdout, new RegExp(`^ +${flag}\\b`, "m"));
      }
      assert.equal(seen.wrongUse.code, 2);
      assert.match(seen.wrongUse.stderr, /^[^\n]*--prot[^\n]*\n$/);
    });

    await t.step("shows the first page as soon as the program that it carries", async () => {
      assert.match(seen.readyLine, /^Ready on http:\/\/127\.0\.0\.1:\d+\n$/);
      // Alone it is some 230 ms; on a busy machine both take their time.
      const best = Math.min(...seen.firstPageMs.slice(1));
      if (best > 1000) {
        const plain = await startsOfMain(seen.firstPageMs.length);
        assert(best / Math.min(...plain.slice(1)) <= 5, `${seen.firstPageMs} ms against ${plain} ms`);
      }
      assert.match(seen.page, /<h1\b/);
    });

    await t.step("has its styles, icons and scripts inside, to be cached for ever", () => {
      const kinds = seen.assets.map(([path]) => /^\/(styles\.css|icons\.svg|_fresh\/js)/.exec(path)![1]!);
      assert.deepEqual([...new Set(kinds)].sort(), ["_fresh/js", "icons.svg", "styles.css"]);
      for (const [path, status, caching] of seen.assets) {
        assert.deepEqual({ status, caching }, { status: 200, caching: immutable }, path);
      }
    });

    await t.step("answers in a chat, and leaves nothing of a demo", () => {
      assert.equal(seen.chat.events[0], "start");
      assert.equal(seen.chat.events.at(-1), "done");
      assert.match(seen.chat.text, /\bstop/i);
      assert.equal(seen.demoCode, 0);
      assert.deepEqual(seen.leftByDemo, []);
    });

    await t.step("keeps its data in the user's data folder, backs it up and restores it", () => {
      for (const name of ["chatbot.db", "config.key", "server.lock"]) {
        assert(seen.dataFiles.includes(name), `${name} is missing in ${seen.dataFiles}`);
      }
      assert.equal(seen.backup.stdout, `${join(folder, "empty", "copy.db")}\n`, seen.backup.stderr);
      assert.equal(seen.serverCode, 0);
      assert.equal(seen.restore.code, 0, seen.restore.stderr);
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

const immutable = "public, max-age=31536000, immutable";

async function make(target: string): Promise<void> {
  const args = ["run", "-A", "--cached-only", `${root}dev.ts`, "compile", "--offline", target];
  const { code, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd: root, stdin: "null" })
    .output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
}

/** In a namespace with loopback only, where the system lets us make one. */
async function watchStory(executable: string, folder: string): Promise<Seen> {
  const story = [
    "run",
    "-A",
    "--cached-only",
    `${root}tests/helpers/executable_story.ts`,
    executable,
    folder,
  ];
  const deno = Deno.execPath();
  const command = isPossible ? isolated(deno, story, { cwd: root }) : new Deno.Command(deno, {
    args: story,
    cwd: root,
    env: { DENO_NO_UPDATE_CHECK: "1" },
    stdin: "null",
  });
  const { code, stdout, stderr } = await command.output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}
