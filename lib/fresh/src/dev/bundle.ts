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
  const names = islandNames(options.islands, config.root);
  const { sourceMap } = config;
  const result = await withEsbuild(() =>
    esbuild.build({
      entryPoints: [
        { in: join(PACKAGE, "client/boot.ts"), out: RUNTIME },
        ...options.islands.map((file, i) => ({ in: file, out: names[i]! })),
      ],
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
      plugins: [importMapPlugin(project)],
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
    islands: names.map(module),
  };
}

const RUNTIME = "fresh-runtime";

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
