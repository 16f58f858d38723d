import assert from "node:assert/strict";
import { exists, manual, pages, read, root, workflows } from "@/tests/helpers/docs.ts";

/** Read as text by people, or made by programs when they run. */
const made = /^(_fresh|dist|data|backups|node_modules)(\/|$)/;

function resolve(from: string, target: string): string {
  return decodeURIComponent(new URL(target, `file:///${from}`).pathname.slice(1));
}

/** As GitHub makes them. */
function anchorsOf(text: string): string[] {
  return [...text.replace(/^```[^]*?^```/gm, "").matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!.toLowerCase().replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-")
  );
}

Deno.test("every relative link and picture of the docs leads somewhere, its anchor too", () => {
  const broken: string[] = [];
  let count = 0;
  for (const { path, text } of pages) {
    const targets = [
      ...text.matchAll(/\]\(((?:[^()\s]|\([^()]*\))+)\)/g),
      ...text.matchAll(/<img src="([^"]+)"/g),
    ].map(([, target]) => target!).filter((target) => !/^[a-z]+:/.test(target));
    for (const target of targets) {
      count += 1;
      const [file, anchor] = target.split("#") as [string, string?];
      const found = file === "" ? path : resolve(path, file);
      if (!exists(found)) broken.push(`${path}: ${target}`);
      else if (anchor && !anchorsOf(read(found)).includes(anchor)) broken.push(`${path}: ${target} (anchor)`);
    }
  }
  assert.ok(count > 150, `only ${count} links`);
  assert.deepEqual(broken, []);
});

Deno.test("every file and folder that the docs name exists", () => {
  const folders = "routes|islands|components|static|lib|tests|docs|deploy|\\.github|\\.ci|_fresh|dist|data";
  const named = new RegExp(
    `(?<![\\w/.~-])((?:${folders})/[\\w@./[\\]-]*|(?:main|dev|fresh\\.config)\\.ts)`,
    "g",
  );
  const missing: string[] = [];
  let count = 0;
  for (const { path, text } of [...pages, manual]) {
    if (path === "lib/fresh/README.md" || path === "docs/api.md") continue; // their own names, and addresses
    for (const [, name] of text.matchAll(named)) {
      const file = withoutTail(name!);
      if (made.test(file)) continue;
      count += 1;
      if (!exists(file)) missing.push(`${path}: ${name}`);
    }
  }
  assert.ok(count > 100, `only ${count} files named`);
  assert.deepEqual(missing, []);
});

Deno.test("no task but those that start a browser may do everything, and no build uses the network", () => {
  const tasks: Record<string, string> = JSON.parse(read("deno.json")).tasks;
  for (const [name, line] of Object.entries(tasks).filter(([name]) => !["test", "bench"].includes(name))) {
    for (const run of line.split("&&").filter((part) => /deno run /.test(part))) {
      assert.doesNotMatch(run, / -A\b| --allow-all\b/, name);
      assert.equal(/ --allow-net /.test(run), /main\.ts|--watch/.test(run), `${name}: ${run}`);
    }
  }
});

Deno.test("the pinned Deno is the same everywhere", () => {
  const texts = [...pages, ...workflows(), { path: "Dockerfile", text: read("Dockerfile") }, {
    path: ".ci/run",
    text: read(".ci/run"),
  }];
  const versions = texts.flatMap(({ path, text }) =>
    [...text.matchAll(/deno@(\d+\.\d+\.\d+)/g)].map(([, version]) => `${version} in ${path}`)
  );
  assert.ok(versions.length > 10);
  const pinned = versions[0]!.split(" ")[0]!;
  assert.deepEqual(versions.filter((version) => !version.startsWith(`${pinned} `)), []);
});

Deno.test("the compose file's Caddyfile, the image's files and the ignored ones are there", () => {
  const [, caddyfile] = /- \.\/(\S+):\/etc\/caddy\/Caddyfile:ro/.exec(read("compose.yaml"))!;
  assert.ok(exists(caddyfile!));
  const copied = [...read("Dockerfile").matchAll(/^COPY (?!--from)(.+) \S+$/gm)]
    .flatMap(([, files]) => files!.split(" "));
  assert.ok(copied.includes("deno.lock"));
  const ignored = read(".dockerignore").trim().split("\n");
  for (const file of copied) {
    assert.ok(exists(file), file);
    assert.ok(!ignored.includes(file.split("/")[0]!), `${file} is kept out of the image`);
  }
});

Deno.test("workflows pin every action by its commit and say its tag", () => {
  const uses = workflows().flatMap(({ path, text }) =>
    [...text.matchAll(/uses: (.*)$/gm)].map(([, action]) => `${path}: ${action}`)
  );
  assert.ok(uses.length > 5);
  assert.deepEqual(uses.filter((line) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line)), []);
});

Deno.test("the changelog has the present version", () => {
  const [, version] = /"(\d+\.\d+\.\d+)"/.exec(read("lib/version.ts"))!;
  assert.match(read("CHANGELOG.md"), new RegExp(`^## \\[${version!.replaceAll(".", "\\.")}\\]`, "m"));
});

Deno.test("pictures are small, and each is shown somewhere", () => {
  const files = Array.from(Deno.readDirSync(`${root}docs/screenshots`), ({ name }) => name)
    .filter((name) => name.endsWith(".png"));
  assert.ok(files.length >= 5);
  const all = pages.map(({ text }) => text).join("\n");
  for (const name of files) {
    assert.ok(Deno.statSync(`${root}docs/screenshots/${name}`).size <= 150_000, `${name} is too large`);
    assert.ok(all.includes(`screenshots/${name}`), `${name} is shown nowhere`);
  }
});

/** A name at the end of a sentence, or of a link's text. */
function withoutTail(name: string): string {
  const isClosed = (text: string) => text.split("]").length <= text.split("[").length;
  let file = name.replace(/[./]+$/, "");
  while (!isClosed(file)) file = file.slice(0, file.lastIndexOf("]"));
  return file;
}
