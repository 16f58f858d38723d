import assert from "node:assert/strict";
import { Builder } from "fresh/dev";
import { fixtureBuilder, fixtureRoot } from "./build_fixture.ts";

async function withTempDir(fn: (dir: string) => Promise<void>): Promise<void> {
  const dir = await Deno.makeTempDir();
  try {
    await fn(dir);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

/** Runs a program of the fixture until fn, which gets the address that it prints, is done. */
async function withServer(
  args: string[],
  env: Record<string, string>,
  fn: (origin: string) => Promise<void>,
): Promise<void> {
  const server = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", ...args],
    cwd: fixtureRoot,
    env: { DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1", ...env },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const printed = [server.stdout, server.stderr].map((stream) => stream.pipeThrough(new TextDecoderStream()));
  try {
    const origin = Promise.withResolvers<string>();
    const drained = printed.map(async (stream) => {
      for await (const text of stream) {
        const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(text) ?? [];
        if (address) origin.resolve(address);
      }
    });
    await Promise.race([origin.promise, server.status.then(() => origin.reject(new Error("it ended")))]);
    await fn(await origin.promise);
    server.kill("SIGTERM");
    await Promise.all(drained);
  } finally {
    await server.status;
  }
}

Deno.test("Builder.build() writes a server.js that main.ts may import without waiting for it", () =>
  withTempDir(async (dir) => {
    await fixtureBuilder(dir).build();
    await withServer(["main.ts"], { FIXTURE_SERVER: `file://${dir}/server.js` }, async (origin) => {
      const page = await (await fetch(origin)).text();
      const [script] = /\/_fresh\/js\/[0-9a-f]{40}\/[^"]+\.js/.exec(page)!;
      const answers = await Promise.all(
        ["/plain", "/a.txt", "/note.shout.txt", script].map((path) => fetch(origin + path)),
      );
      assert.deepEqual(answers.map((res) => res.status), [200, 200, 200, 200]);
      assert.match(answers[3]!.headers.get("cache-control")!, /immutable/);
      for (const res of answers) await res.body?.cancel();
    });
  }));

Deno.test("Builder.build() writes the same scripts for the same id, without server code", () =>
  withTempDir(async (dir) => {
    Deno.env.set("GITHUB_SHA", "a commit");
    try {
      const scripts = async (name: string) => {
        await fixtureBuilder(`${dir}/${name}`).build();
        const folder = `${dir}/${name}/static/_fresh/js`;
        const [id] = Array.from(Deno.readDirSync(folder), (entry) => entry.name);
        return Array.from(Deno.readDirSync(`${folder}/${id}`), ({ name }) => ({
          path: `${id}/${name}`,
          code: Deno.readTextFileSync(`${folder}/${id}/${name}`),
        })).sort((a, b) => a.path < b.path ? -1 : 1);
      };
      const first = await scripts("first");
      assert.deepEqual(await scripts("second"), first);
      const all = first.map(({ code }) => code).join("\n");
      assert.doesNotMatch(all, /preact-render-to-string|createHash|Server's words/);
      assert.doesNotMatch(all, /innerHTML\s*=\s*[^;]*fresh|new Function|\beval\(/);
    } finally {
      Deno.env.delete("GITHUB_SHA");
    }
  }));

Deno.test("Builder.build() fails with the name of what an island cannot import", () =>
  withTempDir(async (dir) => {
    await Deno.mkdir(`${dir}/islands`);
    await Deno.writeTextFile(
      `${dir}/deno.json`,
      '{ "compilerOptions": { "jsx": "react-jsx", "jsxImportSource": "preact" } }',
    );
    await Deno.writeTextFile(
      `${dir}/islands/Bad.tsx`,
      'import x from "./not_there.ts"; export default () => x;',
    );
    await assert.rejects(new Builder({ root: dir }).build(), /not_there/);
  }));

Deno.test("Builder.build() refuses JSX settings with which pages would not come out right", () =>
  withTempDir(async (dir) => {
    const settings =
      '/* c */ { "compilerOptions": { "jsx": "precompile", // c\n "jsxImportSource": "preact", } }';
    await Deno.writeTextFile(`${dir}/deno.json`, settings);
    await assert.rejects(new Builder({ root: dir }).build(), /jsxPrecompileSkipElements .* lacks a, img,/);
  }));

Deno.test("Builder.listen() serves files as they are, and pages that reload with the next process", () =>
  withServer(["dev.ts"], {}, async (origin) => {
    const page = await (await fetch(origin + "/plain")).text();
    const [, nonce, path] = /<script type="module" nonce="([^"]+)">[^<]*EventSource\("([^"]+)"\)/.exec(page)!;
    assert.ok(nonce && path);
    const alive = await fetch(origin + path);
    assert.equal(alive.headers.get("content-type"), "text/event-stream");
    const { value } = await alive.body!.pipeThrough(new TextDecoderStream()).getReader().read();
    assert.match(value!, /^retry: \d+\ndata: \S+\n\n$/);
    const file = await fetch(origin + "/note.shout.txt");
    assert.equal(file.headers.get("etag"), null);
    assert.equal(await file.text(), "LOUD in development");
  }));

Deno.test("Builder.build() with isOneScript puts all islands into one module, which pages take them from", () =>
  withTempDir(async (dir) => {
    const options = { ...fixtureBuilder(dir).config, isOneScript: true };
    await new Builder(options).build();
    const [id] = Array.from(Deno.readDirSync(`${dir}/static/_fresh/js`), (entry) => entry.name);
    const scripts = Array.from(Deno.readDirSync(`${dir}/static/_fresh/js/${id}`), (entry) => entry.name);
    assert.deepEqual(scripts.filter((name) => name.startsWith("island-")), []);
    await withServer(["main.ts"], { FIXTURE_SERVER: `file://${dir}/server.js` }, async (origin) => {
      const page = await (await fetch(origin)).text();
      const from = [...page.matchAll(/import\{(\w+)(?: as \w+)?\}from"([^"]+)"/g)];
      assert.ok(from.length > 2);
      assert.equal(new Set(from.map(([, , path]) => path)).size, 1);
      assert.match(page, /boot\(\[I0\.\w+,I1\.\w+/);
      const module = await import(`file://${dir}/static${from[0]![2]}`);
      for (const [, name] of from) assert.ok(name! in module, name);
    });
  }));
