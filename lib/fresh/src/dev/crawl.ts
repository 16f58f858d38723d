/** Finds the project's files: routes, islands, static files. */
import { join } from "node:path";
import type { ResolvedBuildConfig } from "./config.ts";

export interface ProjectFiles {
  /** Below the route folder. */
  routes: string[];
  /** Absolute. */
  islands: string[];
}

export async function crawl(config: ResolvedBuildConfig): Promise<ProjectFiles> {
  const isWanted = (file: string) =>
    SOURCE.test(file) && !config.ignore.some((pattern) => pattern.test(file));
  const inFolder = async (dir: string) => (await listFiles(dir)).filter((name) => isWanted(join(dir, name)));
  const routes = await inFolder(config.routeDir);
  const islands = await inFolder(config.islandDir);
  const local = routes.filter((name) => /(^|\/)\(_islands\)\//.test(name));
  return {
    routes: routes.filter((name) => !/(^|\/)\(_[^/]*\)\//.test(name)),
    islands: [
      ...islands.map((name) => join(config.islandDir, name)),
      ...local.map((name) => join(config.routeDir, name)),
    ],
  };
}

const SOURCE = /\.[tj]sx?$/;

/** All files below a folder, sorted, as paths relative to it; none if it is not there. */
export async function listFiles(
  dir: string,
  options: { skip?: (name: string) => boolean } = {},
): Promise<string[]> {
  const files: string[] = [];
  const visit = async (prefix: string) => {
    for await (const { name, isDirectory, isFile } of Deno.readDir(join(dir, prefix))) {
      if (options.skip?.(name)) continue;
      if (isDirectory) await visit(`${prefix}${name}/`);
      else if (isFile) files.push(prefix + name);
    }
  };
  try {
    await visit("");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return files.sort();
}

/** Hidden files of static folders are not served. */
export function isHidden(name: string): boolean {
  return name.startsWith(".") && name !== ".well-known";
}
