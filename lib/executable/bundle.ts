/** The server as one module, and the files it serves as one block of bytes. Knows nothing of executables. */
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as esbuild from "esbuild";
import { workerSources } from "./worker_sources.ts";

export interface Bundle {
  /** An ES module without imports but `node:` ones; its default export takes `assets` and runs the program. */
  code: Bytes;
  /** The served files one after the other, in the order in which the build lists them. */
  assets: Bytes;
}

export type Bytes = Uint8Array<ArrayBuffer>;

/** Of the build in `_fresh/`. */
export async function bundleServer(root: string): Promise<Bundle> {
  try {
    return { code: await bundleCode(root), assets: await readAssets(root) };
  } finally {
    await esbuild.stop();
  }
}

async function bundleCode(root: string): Promise<Bytes> {
  const options: esbuild.BuildOptions = {
    absWorkingDir: root,
    bundle: true,
    format: "esm",
    platform: "node",
    mainFields: ["module", "main"], // as ES modules where packages have both
    target: "esnext",
    legalComments: "eof",
    jsx: "automatic",
    jsxImportSource: "preact",
    tsconfigRaw: {},
    define: { "process.env.NODE_ENV": '"production"', "import.meta.main": "false" },
    logLevel: "silent",
  };
  options.plugins = [
    denoResolution,
    routesInside,
    drawnByBrowsers,
    workerSources({ ...options, plugins: [denoResolution] }),
  ];
  const { outputFiles } = await esbuild.build({
    ...options,
    write: false,
    stdin: { contents: entry, resolveDir: root, sourcefile: "executable.js" },
  });
  return outputFiles[0]!.contents as Bytes;
}

/** Beside main.ts. The snapshot names files that the assets stand for; the base only has to be some place. */
const entry = `
import "./_fresh/build-id.js";
import { serve } from "jsr:@fresh/core@^2.3/serve";
import { app, main } from "./main.ts";
import { assetReader } from "./lib/executable/assets.ts";
import { userDataFolder } from "./lib/process/user_data_folder.ts";

export default (assets) =>
  main({ command: "chat-webui", dataDir: userDataFolder(Deno.env.toObject()) }, async () => {
    const { snapshot } = await import("./_fresh/snapshot.js");
    const read = assetReader(snapshot.statics, assets);
    return serve(app, { ...snapshot, read }, "file:///chat-webui/_fresh/server.js").fetch;
  });
`;

/** Imports of ours mean what they mean to Deno: its import map and links. Packages are found by name. */
const denoResolution: esbuild.Plugin = {
  name: "deno-resolution",
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) => {
      if (path.startsWith("node:")) return { path, external: true };
      if (kind === "entry-point" || importer.includes("/node_modules/")) return undefined;
      const url = import.meta.resolve(path);
      const isOurs = url.startsWith("file:") && !url.includes("/node_modules/");
      return isOurs ? { path: fileURLToPath(url) } : undefined;
    });
  },
};

/** The snapshot hides from Deno which modules it loads when they are asked for; here they have to be known. */
const routesInside: esbuild.Plugin = {
  name: "routes-inside",
  setup(build) {
    build.onLoad({ filter: /\/_fresh\/snapshot\.js$/ }, async ({ path }) => ({
      contents: (await Deno.readTextFile(path)).replaceAll(/=> load\((?=")/g, "=> import("),
    }));
  },
};

/** The server imports what draws diagrams only where a page would: it is among the assets, and large. */
const drawnByBrowsers: esbuild.Plugin = {
  name: "drawn-by-browsers",
  setup(build) {
    build.onLoad({ filter: /\/lib\/diagrams\/draw_diagram\.ts$/ }, () => ({ contents: "" }));
  },
};

async function readAssets(root: string): Promise<Bytes> {
  const folder = join(root, "_fresh");
  const { snapshot } = await import(pathToFileURL(join(folder, "snapshot.js")).href);
  const files: Bytes[] = [];
  for (const [, file, size] of snapshot.statics as [string, string, number][]) {
    const content = await Deno.readFile(join(folder, decodeURIComponent(file)));
    if (content.length !== size) throw new Error(`${file} has changed since the build: build again`);
    files.push(content);
  }
  return new Uint8Array(await new Blob(files).arrayBuffer());
}
