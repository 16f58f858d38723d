import assert from "node:assert/strict";
import {
  type Import,
  listFiles,
  readAppFiles,
  readSourceFile,
  type SourceFile,
} from "@/tests/helpers/source_files.ts";

const files = readAppFiles();
const byPath = new Map(files.map((file) => [file.path, file]));

/**
 * What each part may import of ours. Types of `deps` are everyone's in the domain: it is one value passed in.
 * One way inside the domain: transfer → chat → models → config.
 */
const mayImport: Record<string, string[]> = {
  shared: [],
  texts: ["markdown", "shared"],
  errors: ["shared"],
  feed: [],
  slices: [],
  base64: [],
  version: [],
  log: [],
  icons: [],
  db: ["errors", "shared"],
  ollama: ["errors", "shared"],
  crypto: [],
  markdown: [],
  diagrams: [],
  guide: [],
  access: ["db", "errors"],
  backups: ["db", "errors", "shared"],
  config: ["db", "ollama", "crypto", "errors", "shared"],
  metrics: ["db", "errors", "shared"],
  search: ["db", "errors", "shared", "slices"],
  models: ["config", "db", "ollama", "texts", "errors", "shared", "feed"],
  chat: [
    "models",
    "search",
    "config",
    "db",
    "ollama",
    "markdown",
    "errors",
    "shared",
    "feed",
    "base64",
    "slices",
  ],
  transfer: ["chat", "search", "db", "errors", "shared", "base64", "slices"],
  cron: ["models", "db", "errors", "shared"],
  http: ["access", "chat", "models", "texts", "errors", "shared", "version"],
  pages: [
    "chat",
    "models",
    "search",
    "transfer",
    "config",
    "metrics",
    "texts",
    "errors",
    "shared",
    "version",
  ],
  /** Its drawing of what a page shows live is the server's: the same components. */
  client: ["components", "diagrams", "markdown", "texts", "shared"],
  build: ["http", "texts", "fresh.config.ts"],
  /** Makes the API reference; no part of the program. */
  openapi: ["http", "shared", "version"],
  components: ["icons", "markdown", "texts", "shared"],
  islands: ["client", "components", "markdown", "texts", "shared"],
  routes: [
    "transfer",
    "components",
    "islands",
    "http",
    "pages",
    "chat",
    "models",
    "search",
    "config",
    "metrics",
    "texts",
    "errors",
    "shared",
    "version",
  ],
};

/** Only the types of these: parts meet in one value, or run where the other does not. */
const typesOnly: Record<string, string[]> = {
  deps: ["access", "backups", "chat", "config", "db", "models", "ollama", "feed"],
  backups: ["deps"],
  metrics: ["deps"],
  models: ["deps"],
  search: ["deps"],
  chat: ["deps"],
  transfer: ["deps"],
  cron: ["deps"],
  http: ["deps"],
  pages: ["backups", "deps"],
  routes: ["deps"],
  components: ["pages"],
  openapi: ["chat", "models"],
};

/** They put the whole together. */
const composers = new Set(["open_deps", "process", "main.ts", "dev.ts", "fresh.config.ts"]);

Deno.test("imports follow the arrows of the house", () => {
  const wrong: string[] = [];
  for (const file of files) {
    const from = partOf(file.path);
    if (composers.has(from)) continue;
    for (const { target, isOurs, isTypeOnly } of file.imports) {
      const to = partOf(target);
      if (!isOurs || to === from) continue;
      const isAllowed = typesOnly[from]?.includes(to) ? isTypeOnly : mayImport[from]?.includes(to);
      if (!isAllowed) wrong.push(`${file.path} → ${target}`);
    }
  }
  assert.deepEqual(wrong, []);
});

Deno.test("only adapters and the guide speak to the outside: no SQL, network or processes elsewhere", () => {
  const owners: [RegExp, string[]][] = [
    [/^node:sqlite$/, ["db"]],
    [/^node:(net|http|https|dns|tls)$/, ["ollama", "guide"]],
    [/^node:child_process$/, []],
  ];
  const wrong = files.flatMap((file) =>
    file.imports.filter(({ target }) =>
      owners.some(([name, parts]) => name.test(target) && !parts.includes(partOf(file.path)))
    ).map(({ target }) => `${file.path} → ${target}`)
  );
  const fetching = files.filter(({ path, text }) =>
    partOf(path) !== "client" && /(?:await|return|=|=>) fetch\(/.test(text)
  );
  assert.deepEqual([...wrong, ...fetching.map((file) => `${file.path} fetches`)], []);
});

Deno.test("islands are the four of the contract, each with one default export and no other", () => {
  const islands = files.filter((file) => partOf(file.path) === "islands");
  assert.deepEqual(islands.map((file) => file.path).sort(), [
    "islands/ChatComposer.tsx",
    "islands/CommandPalette.tsx",
    "islands/MetricsHud.tsx",
    "islands/StreamViewer.tsx",
  ]);
  for (const { path, text } of islands) {
    const exported = text.match(/^export .*/gm) ?? [];
    const values = exported.filter((line) => !/^export (type|interface) /.test(line));
    assert.equal(values.length, 1, `${path}: ${values.join(" | ")}`);
    assert.match(values[0]!, /^export default function /, path);
  }
});

Deno.test("what reaches the browser holds no zod and nothing of the server", () => {
  const reached = new Map<string, string>();
  const visit = (path: string, by: string) => {
    if (reached.has(path)) return;
    reached.set(path, by);
    for (const next of valueImports(byPath.get(path))) {
      const where = next.isOurs ? next.target : `${next.target} (package)`;
      if (next.isOurs && byPath.has(next.target)) visit(next.target, path);
      else reached.set(where, path);
    }
  };
  for (const { path } of files) {
    if (partOf(path) === "islands") visit(path, "the page");
  }
  const usingAllTexts = [...reached].filter(([path]) =>
    path !== "lib/texts/context.ts" && /\buseTexts\b/.test(byPath.get(path)?.text ?? "")
  );
  assert.deepEqual(usingAllTexts, [], "islands have the live texts alone");
  const forbidden = [...reached].filter(([path]) =>
    /^zod|^node:|^jsonc-parser|^@logtape/.test(path) ||
    /^lib\/(?!client\/|diagrams\/|shared\/|markdown\/|icons\/|texts\/\w+\.ts$)/.test(path)
  );
  assert.deepEqual(forbidden.map(([path, by]) => `${by} → ${path}`), []);
});

Deno.test("nobody imports Fresh by its path, or the whole of zod by name", () => {
  const tests = listFiles("tests").filter((path) => !path.startsWith("tests/fresh/")).map(readSourceFile);
  const byFreshPath = [...files, ...tests].filter((file) =>
    file.imports.some(({ target }) => target.startsWith("lib/fresh/"))
  );
  const byName = [...files, ...tests].filter(({ text }) =>
    /^import \{[^}]*\bz\b[^}]*\} from "zod/m.test(text)
  );
  assert.deepEqual([...byFreshPath, ...byName].map((file) => file.path), []);
});

Deno.test("modules have no side effects: no work at the top level but in main.ts, dev.ts and a browser's worker", () => {
  const allowed = new Set(["main.ts", "dev.ts", "lib/diagrams/worker.ts"]);
  const wrong = files.filter(({ path, text }) =>
    !allowed.has(path) &&
    /^(?:await |void |if \((?!import\.meta\.main)|for \(|while \(|try \{|console\.|Deno\.(?!test)|globalThis\.)/m
      .test(text)
  );
  assert.deepEqual(wrong.map((file) => file.path), []);
});

Deno.test("a file is one thing: none is longer than 260 lines, and none is called after nothing", () => {
  const long = files.filter(({ text }) => text.split("\n").length > 260);
  assert.deepEqual(long.map(({ path, text }) => `${path} (${text.split("\n").length})`), []);
  const empty = /(^|\/)(utils?|helpers?|common|misc|service|manager)(\.|s?\/)|(Service|Manager)\.tsx?$/;
  assert.deepEqual(files.map((file) => file.path).filter((path) => empty.test(path)), []);
  assert.deepEqual(
    files.filter(({ text }) => /\bfunction handle[A-Z]/.test(text)).map((file) => file.path),
    [],
  );
});

function partOf(path: string): string {
  const [first = "", second = "", third] = path.split("/");
  if (first === "lib") return third === undefined ? second.replace(/\.ts$/, "") : second;
  return second === "" ? path : first;
}

function valueImports(file: SourceFile | undefined): Import[] {
  return file?.imports.filter((found) => !found.isTypeOnly) ?? [];
}
