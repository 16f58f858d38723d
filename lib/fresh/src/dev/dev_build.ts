/** The build of the development server: static files as they are when they are asked for. */
import { join } from "node:path";
import type { Build, Bytes, StaticFile } from "../build.ts";
import { readableFile } from "../file_body.ts";
import type { ResolvedBuildConfig } from "./config.ts";
import { isHidden, listFiles } from "./crawl.ts";
import { reloadScript } from "./live_reload.ts";
import { buildInMemory, makeBuild } from "./make_build.ts";
import type { Transforms } from "./transform.ts";

export async function developmentBuild(config: ResolvedBuildConfig, transforms: Transforms): Promise<Build> {
  const build = await buildInMemory(config, await makeBuild(config, "development"), new Map());
  return {
    ...build,
    reloadScript,
    findStatic: async (path) => await build.findStatic(path) ?? await findFile(path, config, transforms),
  };
}

async function findFile(
  path: string,
  config: ResolvedBuildConfig,
  transforms: Transforms,
): Promise<StaticFile | undefined> {
  const name = path.slice(1);
  if (!isPlainName(name)) return undefined;
  for (const dir of config.staticDir) {
    const info = await fileInfo(join(dir, name));
    if (!info) continue;
    const transformed = await transforms.run({ dir, name }, config, "development");
    if (!transformed) {
      return { size: info.size, hash: null, read: () => readableFile(join(dir, name), info.size) };
    }
    const own = transformed.find((made) => made.name === name);
    if (own) return contentFile(own.content);
  }
  return await findTransformed(name, config, transforms);
}

/** A file that only a transform of another one gives. */
async function findTransformed(
  name: string,
  config: ResolvedBuildConfig,
  transforms: Transforms,
): Promise<StaticFile | undefined> {
  if (!name.includes(".")) return undefined; // pages come here, too
  for (const dir of config.staticDir) {
    for (const source of await listFiles(dir, { skip: isHidden })) {
      if (!transforms.applyTo(join(dir, source))) continue;
      const transformed = await transforms.run({ dir, name: source }, config, "development");
      const made = transformed?.find((file) => file.name === name);
      if (made) return contentFile(made.content);
    }
  }
  return undefined;
}

/** Nothing that leads out of the folder, or is hidden. */
function isPlainName(name: string): boolean {
  // deno-lint-ignore no-control-regex
  if (/[\\\x00]/.test(name)) return false;
  return name.split("/").every((part) => part !== "" && part !== ".." && !isHidden(part));
}

function contentFile(content: Bytes): StaticFile {
  return { size: content.length, hash: null, read: () => Promise.resolve(content) };
}

async function fileInfo(file: string): Promise<Deno.FileInfo | undefined> {
  try {
    const info = await Deno.stat(file);
    return info.isFile ? info : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return undefined;
    throw error;
  }
}
