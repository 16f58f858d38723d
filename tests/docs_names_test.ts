/** Names in the docs: tasks, flags, variables and addresses are those of the program. */
import assert from "node:assert/strict";
import { helpText } from "@/lib/config/flags.ts";
import { exists, manual, type Page, pages, read, root, workflows } from "@/tests/helpers/docs.ts";

const texts = [...pages, manual].filter(({ path }) => path !== "lib/fresh/README.md");

Deno.test("every task that the docs name is in deno.json, and each of those is told of", () => {
  const tasks = Object.keys(JSON.parse(read("deno.json")).tasks);
  const all = [...pages, manual, ...workflows()];
  const wrong = all.flatMap(({ path, text }) =>
    [...text.matchAll(/(?:deno|deno@[\d.]+) task ([a-z]+)/g)]
      .filter(([, name]) => !tasks.includes(name!)).map(([line]) => `${path}: ${line}`)
  );
  assert.deepEqual(wrong, []);
  const told = [...pages, manual].map(({ text }) => text).join("\n");
  assert.deepEqual(tasks.filter((task) => !told.includes(`task ${task}`)), []);
});

Deno.test("every flag that the docs name is one of its program, and each of ours is told of", () => {
  const ours = flagsIn(helpText({ command: "chat-webui", dataDir: "data" }));
  const bench = flagsIn(read("tests/bench/run.ts"));
  /** Those of other programs, in commands that the docs show. */
  const others = new Set(["--data-binary", "--profile", "--now", "--tags"]);
  assert.ok(ours.size >= 7);
  const wrong: string[] = [];
  let count = 0;
  for (const { path, line } of linesOf(texts)) {
    const known = new Set([
      ...ours,
      ...others,
      ...(/bench/.test(path + line) ? bench : []),
      ...flagsOfScript(line),
    ]);
    for (const flag of flagsIn(line)) {
      count += 1;
      if (!known.has(flag)) wrong.push(`${path}: ${flag}`);
    }
  }
  assert.ok(count > 30, `only ${count} flags`);
  assert.deepEqual(wrong, []);
  const told = flagsIn(texts.map(({ text }) => text).join("\n"));
  assert.deepEqual([...ours.difference(told)], []);
});

Deno.test("variables named in docs, .env.example and lib/config/env.ts are the same", () => {
  const example = [...read(".env.example").matchAll(/^# ([A-Z][A-Z_]+)=/gm)].map(([, name]) => name!);
  const taken = [...read("lib/config/env.ts").matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(([, name]) => name!);
  const known = new Set(example);
  assert.ok(taken.length > 15);
  assert.deepEqual(taken.filter((name) => !known.has(name)), [], "read but not in .env.example");

  const composeNames = [...read("compose.yaml").matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name!);
  /** Those of other programs. */
  const others = new Set([
    ...composeNames,
    "CHROMIUM",
    "DENO_TLS_CA_STORE",
    "DENO_DIR",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NPM_CONFIG_REGISTRY",
    "HOME",
    "MESSAGE_ID",
    "FILE",
    "DIR",
    "NAME",
    "NORMAL",
    "FULL",
    "LAN",
  ]);
  const words = [...pages, manual].filter(({ path }) => path !== "lib/fresh/README.md")
    .flatMap(({ path, text }) =>
      [...text.matchAll(/`([A-Z][A-Z_]{2,})(?:=[^`]*)?`|\b([A-Z][A-Z_]*_[A-Z_]+)\b/g)]
        .map(([, quoted, bare]) => ({ path, name: (quoted ?? bare)! }))
    );
  assert.ok(words.length > 50);
  const unknown = words.filter(({ name }) => !known.has(name) && !others.has(name) && !/^OTEL_/.test(name));
  assert.deepEqual(unknown.map(({ path, name }) => `${path}: ${name}`), []);
});

Deno.test("every address that the docs name is there", () => {
  const api = Object.keys(JSON.parse(read("docs/openapi.json")).paths).concat("/ws/chat");
  const known = [...api, ...pageAddresses()].map(toPattern);
  /** Ollama's own, and places on a disk. */
  const others = /^\/(api\/generate$|data$|proc$|snap\/|usr\/)/;
  const wrong: string[] = [];
  let count = 0;
  for (const { path, line } of linesOf(texts)) {
    const named = [
      ...line.matchAll(/(?<![\w.\]])\/(?:api|ws)\/[\w{}/-]*\w\}?(?![\w/]*\.ts)/g),
      ...line.matchAll(/(?<=`(?:(?:GET|POST) )?)\/[\w{}/.-]*/g),
    ];
    for (const [address] of named) {
      count += 1;
      if (!known.some((pattern) => pattern.test(address)) && !others.test(address)) {
        wrong.push(`${path}: ${address}`);
      }
    }
  }
  assert.ok(count > 100, `only ${count} addresses`);
  assert.deepEqual(wrong, []);
});

function linesOf(of: Page[]): { path: string; line: string }[] {
  return of.flatMap(({ path, text }) => text.split("\n").map((line) => ({ path, line })));
}

function flagsIn(text: string): Set<string> {
  return new Set(Array.from(text.matchAll(/(?<=^|[\s`([])--[a-z][a-z-]*/gm), ([flag]) => flag));
}

/** The options of the scripts that a command on this line runs stand in them as names with a default. */
function flagsOfScript(line: string): string[] {
  const scripts = Array.from(line.matchAll(/(?<=deno run .*)tests\/\S+\.ts/g), ([path]) => path).filter(
    exists,
  );
  const sources = scripts.map(read).join("\n");
  return [...flagsIn(line)].filter((flag) => new RegExp(`\\b${flag.slice(2)}: `).test(sources));
}

/** `routes/settings/[tab].tsx` → `/settings/{tab}` */
function pageAddresses(folder = "routes"): string[] {
  return Array.from(Deno.readDirSync(root + folder)).flatMap(({ name, isDirectory }) => {
    if (isDirectory) return name === "api" ? [] : pageAddresses(`${folder}/${name}`);
    const path = `${folder}/${name}`.replace(/^routes/, "").replace(/\.tsx?$/, "").replace(/\/index$/, "");
    return name.startsWith("_")
      ? []
      : [path.replace(/\/\[\[\w+\]\]/, ""), path.replace(/\[+(\w+)\]+/g, "{$1}")];
  });
}

/** A name in braces is anything, a model's with slashes too. */
function toPattern(address: string): RegExp {
  return new RegExp(`^${(address || "/").replace(/\{name\}/g, ".+").replace(/\{\w+\}/g, "[^/]+")}$`);
}
