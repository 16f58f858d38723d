/** The browser's scripts: the runtime and the islands as ES modules, with what they share in chunks. */
import { basename, join } from "node:path";
import * as esbuild from "esbuild";
import type { BrowserModule, Bytes } from "../build.ts";
import type { ResolvedBuildConfig } from "./config.ts";
import { withEsbuild } from "./esbuild_process.ts";
import { importMapPlugin, PACKAGE } from "./import_map.ts";
import { readProject } from "./project.ts";

export interface Bundle {
  /** By name; all in one folder. */
  files: Map<string, Bytes>;
  runtime: BrowserModule;
  /** In the order of the given files. */
  islands: BrowserModule[];
}

export async function bundle(
  config: ResolvedBuildConfig,
  options: { islands: string[]; id: string; mode: "production" | "development" },
): Promise<Bundle> {
  const project = await readProject(config.root);
  const entries = config.isOneScript
    ? oneEntry(options.islands, config.root)
    : entryEach(options.islands, config.root);
  const { sourceMap } = config;
  const result = await withEsbuild(() =>
    esbuild.build({
      ...entries.input,
      absWorkingDir: config.root,
      outdir: config.outDir,
      write: false,
      metafile: true,
      bundle: true,
      splitting: true,
      format: "esm",
      platform: "browser",
      target: config.target,
      minify: options.mode === "production",
      legalComments: "none",
      chunkNames: "chunk-[hash]",
      sourcemap: sourceMap?.kind,
      sourceRoot: sourceMap?.sourceRoot,
      sourcesContent: sourceMap?.sourcesContent,
      jsx: "automatic",
      jsxImportSource: project.jsxImportSource,
      tsconfigRaw: {},
      define: {
        "process.env.NODE_ENV": JSON.stringify(options.mode),
        FRESH_BUILD_ID: JSON.stringify(options.id),
      },
      plugins: [...config.plugins, importMapPlugin(project)],
      logLevel: "silent",
    })
  );
  const outputs = new Map(
    Object.entries(result.metafile.outputs).map(([path, out]) => [basename(path), out]),
  );
  const module = (name: string) => ({ file: `${name}.js`, imports: staticImports(outputs, `${name}.js`) });
  return {
    files: new Map(result.outputFiles.map((file) => [basename(file.path), file.contents as Bytes])),
    runtime: module(RUNTIME),
    islands: entries.islands.map(({ name, namespace }) => ({ ...module(name), namespace })),
  };
}

const RUNTIME = "fresh-runtime";
const BOOT = join(PACKAGE, "client/boot.ts");

interface Entries {
  input: Pick<esbuild.BuildOptions, "entryPoints" | "stdin" | "entryNames">;
  /** By the script each is in, and the object of that script that has its exports. */
  islands: { name: string; namespace?: string }[];
}

function entryEach(files: string[], root: string): Entries {
  const names = islandNames(files, root);
  const islands = files.map((file, i) => ({ in: file, out: names[i]! }));
  return {
    input: { entryPoints: [{ in: BOOT, out: RUNTIME }, ...islands] },
    islands: names.map((name) => ({ name })),
  };
}

function oneEntry(files: string[], root: string): Entries {
  const islands = files.map((file, i) => ({ file, name: RUNTIME, namespace: `island${i}` }));
  const lines = islands.map(({ file, namespace }) =>
    `export * as ${namespace} from ${JSON.stringify(file)};`
  );
  const contents = [`export { boot } from ${JSON.stringify(BOOT)};`, ...lines].join("\n");
  return { input: { stdin: { contents, resolveDir: root }, entryNames: RUNTIME }, islands };
}

/** Unique, and the same for the same files. */
function islandNames(files: string[], root: string): string[] {
  const taken = new Map<string, number>();
  return files.map((file) => {
    const plain = file.slice(root.length + 1).replace(/^islands\/|\.\w+$/g, "");
    const name = "island-" + plain.replace(/\W+/g, "_").replace(/^_+|_+$/g, "");
    const count = taken.get(name) ?? 0;
    taken.set(name, count + 1);
    return count === 0 ? name : `${name}-${count}`;
  });
}

/** All that is loaded with a module, itself not among it. */
function staticImports(outputs: Map<string, esbuild.Metafile["outputs"][string]>, file: string): string[] {
  const found = new Set<string>();
  const visit = (name: string) => {
    for (const { path, kind } of outputs.get(name)?.imports ?? []) {
      const imported = basename(path);
      if (kind !== "import-statement" || found.has(imported)) continue;
      found.add(imported);
      visit(imported);
    }
  };
  visit(file);
  return [...found];
}
