/** The static files of a build, with what transforms made of them. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Bytes } from "../build.ts";
import type { ResolvedBuildConfig } from "./config.ts";
import { isHidden, listFiles } from "./crawl.ts";
import type { Transforms } from "./transform.ts";

/** Either a file of the project as it is, or content of the build's own. */
export interface BuiltFile {
  source: { file: string } | { content: Bytes };
  size: number;
  /** Depends on the content only. */
  hash: string;
}

/** By URL path. */
export async function collectStatics(
  config: ResolvedBuildConfig,
  transforms: Transforms,
  mode: "production" | "development",
): Promise<Map<string, BuiltFile>> {
  const found = new Map<string, BuiltFile>();
  const add = (name: string, built: BuiltFile) => found.has(`/${name}`) || found.set(`/${name}`, built);
  for (const dir of config.staticDir) {
    for (const name of await listFiles(dir, { skip: isHidden })) {
      const transformed = await transforms.run({ dir, name }, config, mode);
      if (transformed) transformed.forEach((made) => add(made.name, builtContent(made.content)));
      else add(name, await builtFile(join(dir, name)));
    }
  }
  return found;
}

export function builtContent(content: Bytes): BuiltFile {
  return { source: { content }, size: content.length, hash: hashOf(content) };
}

async function builtFile(file: string): Promise<BuiltFile> {
  const content = await Deno.readFile(file);
  return { source: { file }, size: content.length, hash: hashOf(content) };
}

function hashOf(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 32);
}
