/** Makes a build: what there is, and the browser's scripts, before they are written or served. */
import { createHash, randomUUID } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { setBuildId } from "../build_id.ts";
import { type Build, type RouteModule, scriptFolder } from "../build.ts";
import { readableFile } from "../file_body.ts";
import { isSpecialFile } from "../fs_routes.ts";
import { type Bundle, bundle } from "./bundle.ts";
import type { ResolvedBuildConfig } from "./config.ts";
import { crawl, type ProjectFiles } from "./crawl.ts";
import { builtContent, type BuiltFile } from "./statics.ts";

export interface MadeBuild {
  id: string;
  mode: "production" | "development";
  files: ProjectFiles;
  bundle: Bundle;
  /** The bundle's files by URL path. */
  scripts: Map<string, BuiltFile>;
}

export async function makeBuild(
  config: ResolvedBuildConfig,
  mode: "production" | "development",
): Promise<MadeBuild> {
  const id = newBuildId();
  setBuildId(id);
  const files = await crawl(config);
  const bundled = await bundle(config, { islands: files.islands, id, mode });
  const scripts = new Map(
    [...bundled.files].map(([name, content]) => [scriptFolder(id) + name, builtContent(content)]),
  );
  return { id, mode, files, bundle: bundled, scripts };
}

/** The build for an app in this process. */
export async function buildInMemory(
  config: ResolvedBuildConfig,
  made: MadeBuild,
  statics: Map<string, BuiltFile>,
): Promise<Build> {
  const { id, mode, files, bundle } = made;
  return {
    id,
    mode,
    root: config.root,
    routes: await Promise.all(files.routes.map((path) => routeModule(config.routeDir, path))),
    islands: files.islands.map((file, i) => ({ ...bundle.islands[i]!, load: () => importFile(file) })),
    runtime: bundle.runtime,
    findStatic: (path) => {
      const built = made.scripts.get(path) ?? statics.get(path);
      if (built === undefined) return Promise.resolve(undefined);
      const hash = mode === "production" ? built.hash : null;
      return Promise.resolve({ size: built.size, hash, read: () => readBuilt(built) });
    },
  };
}

/** Whether a route's module has to be there before the first request for it. */
export async function isLoadedAtStart(file: string): Promise<boolean> {
  return isSpecialFile(file) || (await Deno.readTextFile(file)).includes("routeOverride");
}

async function routeModule(dir: string, path: string): Promise<RouteModule> {
  const load = () => importFile(join(dir, path));
  return await isLoadedAtStart(join(dir, path)) ? { path, load, module: await load() } : { path, load };
}

async function importFile(file: string): Promise<Record<string, unknown>> {
  return await import(pathToFileURL(file).href);
}

async function readBuilt({ source, size }: BuiltFile): Promise<BodyInit> {
  return "content" in source ? source.content : await readableFile(source.file, size);
}

/** The SHA-1 of the deployment's or the commit's id, or else of something random. */
function newBuildId(): string {
  const seed = ["DENO_DEPLOYMENT_ID", "GITHUB_SHA", "CI_COMMIT_SHA"].map((name) => Deno.env.get(name));
  return createHash("sha1").update(seed.find((value) => value) ?? randomUUID())
    .digest("hex");
}
