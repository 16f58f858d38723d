/** Writes a build to disk: the scripts, the transformed files, and the modules that serve the app. */
import { dirname, join, relative } from "node:path";
import type { ResolvedBuildConfig } from "./config.ts";
import { isLoadedAtStart, type MadeBuild } from "./make_build.ts";
import type { BuiltFile } from "./statics.ts";

export async function writeBuild(
  config: ResolvedBuildConfig,
  made: MadeBuild,
  statics: Map<string, BuiltFile>,
): Promise<void> {
  const { outDir } = config;
  const served = new Map([...made.scripts, ...statics]);
  for (const [path, { source }] of served) {
    if ("content" in source) await writeFile(join(outDir, "static", path), source.content);
  }
  await writeFile(join(outDir, "build-id.js"), buildIdModule(made.id));
  await writeFile(join(outDir, "snapshot.js"), await snapshotModule(config, made, served));
  await writeFile(join(outDir, "server.js"), serverModule(specifier(outDir, config.serverEntry)));
  await writeFile(join(outDir, "compiled-entry.js"), COMPILED_ENTRY);
}

const SERVE = `"jsr:@fresh/core@^2.3/serve"`;

/** A module of its own, to be loaded before the app: `asset()` may be called while that loads. */
function buildIdModule(id: string): string {
  return `import { setBuildId } from ${SERVE};
setBuildId(${JSON.stringify(id)});
`;
}

function serverModule(entry: string): string {
  return `import "./build-id.js";
import { serve } from ${SERVE};
import { app } from ${entry};
import { snapshot } from "./snapshot.js";

export default serve(app, snapshot, import.meta.url);
`;
}

const COMPILED_ENTRY = `import server from "./server.js";

const port = Deno.env.get("PORT");
Deno.serve({ hostname: Deno.env.get("HOSTNAME"), port: port ? Number(port) : undefined }, server.fetch);
`;

async function snapshotModule(
  config: ResolvedBuildConfig,
  made: MadeBuild,
  served: Map<string, BuiltFile>,
): Promise<string> {
  const { imports, routes } = await routeEntries(config, made.files.routes);
  const islands = made.files.islands.map((file, i) => {
    const load = `() => load(${specifier(config.outDir, file)})`;
    return `{ ...${JSON.stringify(made.bundle.islands[i]!)}, load: ${load} }`;
  });
  const statics = [...served].map(([path, built]) =>
    JSON.stringify([path, servedFile(config.outDir, path, built), built.size, built.hash])
  );
  return `${imports.join("\n")}

// Deno looks into what import() names before it is asked for, and at all packages each time: half of the start.
const load = (path) => import(path);

export const snapshot = {
  id: ${JSON.stringify(made.id)},
  mode: ${JSON.stringify(made.mode)},
  root: ${specifier(config.outDir, config.root)},
  runtime: ${JSON.stringify(made.bundle.runtime)},
  routes: ${list(routes)},
  islands: ${list(islands)},
  statics: ${list(statics)},
};
`;
}

async function routeEntries({ outDir, routeDir }: ResolvedBuildConfig, paths: string[]) {
  const imports: string[] = [];
  const routes: string[] = [];
  for (const path of paths) {
    const from = specifier(outDir, join(routeDir, path));
    if (await isLoadedAtStart(join(routeDir, path))) {
      const name = `route${imports.length}`;
      imports.push(`import * as ${name} from ${from};`);
      routes.push(`{ path: ${JSON.stringify(path)}, module: ${name}, load: () => Promise.resolve(${name}) }`);
    } else routes.push(`{ path: ${JSON.stringify(path)}, load: () => load(${from}) }`);
  }
  return { imports, routes };
}

function list(items: string[]): string {
  return `[\n${items.map((item) => `    ${item},\n`).join("")}  ]`;
}

/** A static file's URL relative to the build. */
function servedFile(outDir: string, path: string, { source }: BuiltFile): string {
  return relativeUrl(outDir, "content" in source ? join(outDir, "static", path) : source.file);
}

function specifier(from: string, file: string): string {
  return JSON.stringify(relativeUrl(from, file));
}

function relativeUrl(from: string, file: string): string {
  const path = relative(from, file).replace(/[%?#]/g, encodeURIComponent);
  return path.startsWith(".") ? path : `./${path}`;
}

async function writeFile(file: string, content: string | Uint8Array): Promise<void> {
  await Deno.mkdir(dirname(file), { recursive: true });
  if (typeof content === "string") await Deno.writeTextFile(file, content);
  else await Deno.writeFile(file, content);
}
