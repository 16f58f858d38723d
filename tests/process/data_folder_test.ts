import assert from "node:assert/strict";
import { join } from "node:path";
import { runMain, startServer } from "@/tests/helpers/server.ts";
import { hashFiles } from "@/tests/torture/evidence.ts";

const isRoot = Deno.uid() === 0;
/** Root may write everywhere; without these two it is like anyone else. */
const unprivileged = [
  ...(isRoot ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] : []),
  ...["timeout", "20"], // a server that starts after all
];

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "chat-webui-folder-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A folder that a server has used, with one chat. */
async function makeUsed(dataDir: string): Promise<void> {
  const server = await startServer({ dataDir });
  const created = await fetch(`${server.url}/api/sessions`, { method: "POST", body: '{"title":"kept"}' });
  await created.body!.cancel();
  assert.equal(created.status, 201);
  assert.equal(await server.stop(), 0);
}

async function isRefused(
  args: string[],
  { path, words, code = 1 }: { path: string; words?: RegExp; code?: number },
): Promise<void> {
  const ended = await runMain(["--port", "0", ...args], {}, unprivileged);
  assert.deepEqual([ended.code, ended.stdout], [code, ""], ended.stderr);
  assert.match(ended.stderr, /^[^\n]+\n$/, "one line");
  assert.ok(ended.stderr.includes(path), `${path} is not in: ${ended.stderr}`);
  assert.match(ended.stderr, words ?? /--data|DATA_DIR|DATABASE_PATH|belongs to you/, "a way out");
}

Deno.test("what may not be read or written ends with one line and stays as it is", () =>
  inFolder(async (folder) => {
    const used = join(folder, "used");
    await makeUsed(used);
    const before = hashFiles(used);
    const cases: [string, number, number?][] = [
      ["", 0o500],
      ["", 0o000],
      ["chatbot.db", 0o400],
      ["chatbot.db", 0o000],
      ["server.lock", 0o400],
      ["config.key", 0o000, 2],
    ];
    for (const [name, mode, code] of cases) {
      const path = join(used, name);
      const former = Deno.statSync(path).mode! & 0o777;
      Deno.chmodSync(path, mode);
      await isRefused(["--data", used], {
        path: name === "server.lock" ? used : path.replace(/\/$/, ""),
        code,
      });
      Deno.chmodSync(path, former);
      assert.deepEqual(hashFiles(used), before, `${name} ${mode.toString(8)}`);
    }
    const empty = join(folder, "empty");
    Deno.mkdirSync(empty, { mode: 0o500 });
    await isRefused(["--data", empty], { path: empty });
    await isRefused(["--data", join(empty, "inside")], { path: empty });
    await using server = await startServer({ dataDir: used });
    const { items } = await (await fetch(`${server.url}/api/sessions`)).json();
    assert.deepEqual(items.map(({ title }: { title: string }) => title), ["kept"]);
  }));

Deno.test("a data folder that is a file, a link to nowhere or to itself ends with one line", () =>
  inFolder(async (folder) => {
    const at = (name: string) => join(folder, name);
    Deno.writeTextFileSync(at("file"), "mine");
    Deno.symlinkSync(at("nowhere"), at("dangling"));
    Deno.symlinkSync(at("loop"), at("loop"));
    for (const name of ["file", "file/inside", "dangling", "loop"]) {
      await isRefused(["--data", at(name)], { path: at(name) });
    }
    assert.equal(Deno.readTextFileSync(at("file")), "mine");
    Deno.mkdirSync(at("data"));
    Deno.symlinkSync(at("nowhere.db"), at("data/chatbot.db"));
    await isRefused(["--data", at("data")], { path: at("data/chatbot.db") });
    assert.deepEqual(Array.from(Deno.readDirSync(folder), ({ name }) => name).sort(), [
      ...["dangling", "data", "file", "loop"],
    ]);
  }));

Deno.test("backups that cannot be written do not keep the server from starting, and backup says so", () =>
  inFolder(async (folder) => {
    await makeUsed(folder);
    Deno.mkdirSync(join(folder, "backups"), { mode: 0o500 });
    const { code, stderr } = await runMain(["backup", "--data", folder], {}, unprivileged);
    assert.equal(code, 1);
    assert.match(stderr, /^\/\S+backups\/chatbot-\S+: [^\n]+written\.\n$/);
    await using server = await startServer({ dataDir: folder });
    assert.ok(server.url);
  }));

Deno.test("two servers never have one folder, by whatever name they know it", () =>
  inFolder(async (folder) => {
    const [real, link, other] = ["real", "link", "other"].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    Deno.mkdirSync(real);
    Deno.symlinkSync(real, link);
    await using server = await startServer({ dataDir: link });
    const refuses = (args: string[], env: Record<string, string> = {}) =>
      runMain(["--port", "0", ...args], env).then(({ code, stderr }) => {
        assert.equal(code, 1);
        assert.match(stderr, /^\S+: another Chat WebUI is already using this folder[^\n]*\n$/);
      });
    await refuses(["--data", real]);
    await refuses(["--data", link]);
    await refuses(["--data", `${folder}/./link/../real`]);
    await refuses(["--data", other], { DATABASE_PATH: join(real, "chatbot.db") });
    Deno.symlinkSync(join(real, "chatbot.db"), join(other, "chatbot.db"));
    await refuses(["--data", other]);
    assert.match(await (await fetch(`${server.url}/api/health`)).text(), /"db_status":"ok"/);
  }));

Deno.test("of servers that start at once on one folder, one runs", () =>
  inFolder(async (folder) => {
    for (let round = 0; round < 3; round++) {
      const starts = await Promise.allSettled([0, 1, 2].map(() => startServer({ dataDir: folder })));
      const running = starts.filter((start) => start.status === "fulfilled").map((start) => start.value);
      assert.equal(running.length, 1);
      await running[0]!.stop("SIGKILL");
    }
  }));

Deno.test("a lock that a killed server left is none, whatever is in it", () =>
  inFolder(async (folder) => {
    const first = await startServer({ dataDir: folder });
    await first.stop("SIGKILL");
    Deno.writeTextFileSync(join(folder, "server.lock"), String(Deno.pid)); // a process that is alive
    await using second = await startServer({ dataDir: folder });
    assert.match(await (await fetch(`${second.url}/api/health`)).text(), /"db_status":"ok"/);
  }));

const canMount = isRoot && Deno.build.os === "linux";
Deno.test({
  name: `a folder that is mounted read-only or a second time is told as such${
    canMount ? "" : " [skipped: mounting needs root]"
  }`,
  ignore: !canMount,
  fn: () =>
    inFolder(async (folder) => {
      const [real, again] = [join(folder, "real"), join(folder, "again")];
      await makeUsed(real);
      Deno.mkdirSync(again);
      await mount("--bind", real, again);
      try {
        {
          await using _server = await startServer({ dataDir: real });
          await isRefused(["--data", again], { path: again, words: /another Chat WebUI/ });
        }
        const before = hashFiles(real);
        await mount("-o", "remount,ro,bind", again);
        await isRefused(["--data", again], { path: again });
        assert.deepEqual(hashFiles(real), before);
      } finally {
        await new Deno.Command("umount", { args: [again] }).output();
      }
    }),
});

async function mount(...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command("mount", { args }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
}
