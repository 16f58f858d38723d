import assert from "node:assert/strict";
import { join } from "node:path";
import { startServer } from "@/tests/helpers/server.ts";

Deno.test("--open shows the address of the Ready line in the browser, once", async () => {
  await using browser = await makeFakeBrowser();
  await using server = await startServer({ args: ["--open"], env: { PATH: browser.path } });
  await browser.opened();
  await server.stop();
  assert.deepEqual(browser.seen(), [server.url]);
});

Deno.test("--open on every address of the machine goes to the loopback one", async () => {
  await using browser = await makeFakeBrowser();
  await using server = await startServer({
    args: ["--open", "--host", "0.0.0.0"],
    env: { PATH: browser.path, ACCESS_PASSWORD: "a long enough password" },
  });
  const port = new URL(server.url).port;
  assert.equal(server.url, `http://0.0.0.0:${port}`);
  assert.deepEqual(await browser.opened(), [`http://127.0.0.1:${port}`]);
});

Deno.test("--open where there is no browser is no error: the server serves, and the log says so", async () => {
  const empty = await Deno.makeTempDir({ prefix: "chat-webui-test-" });
  await using server = await startServer({ args: ["--open"], env: { PATH: empty } });
  assert.equal((await (await fetch(`${server.url}/api/health`)).json()).db_status, "ok");
  assert.equal(await server.stop(), 0);
  assert.match(server.log(), /no program to open a browser with/);
  await Deno.remove(empty);
});

Deno.test("without --open no browser is shown", async () => {
  await using browser = await makeFakeBrowser();
  await using server = await startServer({ env: { PATH: browser.path } });
  await (await fetch(`${server.url}/chat`)).body?.cancel();
  assert.equal(await server.stop(), 0);
  assert.deepEqual(browser.seen(), []);
});

/** `xdg-open` and macOS's `open`, first on PATH: each call becomes a file with its arguments. */
async function makeFakeBrowser() {
  const folder = await Deno.makeTempDir({ prefix: "chat-webui-browser-" });
  const calls = join(folder, "calls");
  await Deno.mkdir(calls);
  const script = `#!/bin/sh\nprintf '%s\\n' "$@" > "${folder}/$$" && mv "${folder}/$$" "${calls}/$$"\n`;
  for (const name of ["xdg-open", "open"]) {
    await Deno.writeTextFile(join(folder, name), script, { mode: 0o755 });
  }
  const watcher = Deno.watchFs(calls);
  const seen = () =>
    Array.from(Deno.readDirSync(calls), ({ name }) => Deno.readTextFileSync(join(calls, name)))
      .flatMap((call) => call.trimEnd().split("\n"));
  return {
    path: `${folder}:${Deno.env.get("PATH")}`,
    seen,
    /** The arguments of all calls, once there is one. */
    async opened(): Promise<string[]> {
      const tooLate = setTimeout(() => watcher.close(), 30_000);
      const events = watcher[Symbol.asyncIterator]();
      while (seen().length === 0) {
        if ((await events.next()).done) throw new Error("No browser was opened within 30 s.");
      }
      clearTimeout(tooLate);
      return seen();
    },
    async [Symbol.asyncDispose]() {
      try {
        watcher.close();
      } catch (error) {
        if (!(error instanceof Deno.errors.BadResource)) throw error; // closed for being late
      }
      await Deno.remove(folder, { recursive: true });
    },
  };
}
