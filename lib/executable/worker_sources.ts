/**
 * Workers in a bundle: what is `new Worker(new URL("./file.ts", import.meta.url), …)` in the sources starts from a
 * copy of that file, with all it imports, inside the bundle. An executable has no files to name.
 */
import { dirname, extname, resolve } from "node:path";
import * as esbuild from "esbuild";

/** A worker's file is bundled with these options, and starts no workers itself. */
export function workerSources(options: esbuild.BuildOptions): esbuild.Plugin {
  return {
    name: "worker-sources",
    setup(build) {
      build.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
        const source = await Deno.readTextFile(path);
        const contents = await embedWorkers(source, async (file) => {
          const entryPoints = [resolve(dirname(path), file)];
          const { outputFiles } = await esbuild.build({ ...options, write: false, entryPoints });
          return outputFiles[0]!.text;
        });
        return { contents, loader: extname(path).slice(1) as "ts" | "tsx" };
      });
    },
  };
}

/** `bundle` gives the code of a worker by the name that the source has for it. */
export async function embedWorkers(
  source: string,
  bundle: (file: string) => Promise<string>,
): Promise<string> {
  const found = [...source.matchAll(workerUrl)];
  const codes = await Promise.all(found.map(([, file]) => bundle(file!)));
  return source.replace(workerUrl, () => {
    const parts = `[${JSON.stringify(codes.shift())}]`;
    return `new Worker(URL.createObjectURL(new Blob(${parts}, { type: "text/javascript" }))`;
  });
}

const workerUrl = /\bnew Worker\(\s*new URL\(\s*"([^"]+)",\s*import\.meta\.url,?\s*\)(?:\.href)?/g;
