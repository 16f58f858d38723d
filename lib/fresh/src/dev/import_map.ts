/** An esbuild plugin that resolves imports as Deno does with the project's deno.json. */
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { OnResolveArgs, OnResolveResult, Plugin, PluginBuild } from "esbuild";
import type { Project } from "./project.ts";

export function importMapPlugin(project: Project): Plugin {
  return {
    name: "import-map",
    setup(build) {
      build.onResolve({ filter: /\/build_id\.ts$/ }, ({ importer, path }) => {
        const isOwn = importer.startsWith(PACKAGE) && resolve(importer, "..", path) === BUILD_ID;
        return isOwn ? { path: join(PACKAGE, "client/build_id.ts") } : undefined;
      });
      build.onResolve({ filter: /^[^./]/ }, (args) => resolveImport(build, project, args));
    },
  };
}

/** The folder of this package's sources. */
export const PACKAGE = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

const BUILD_ID = join(PACKAGE, "build_id.ts");

const OWN_EXPORTS: Record<string, string> = { "": "mod.ts", "/runtime": "runtime.ts" };

async function resolveImport(
  build: PluginBuild,
  project: Project,
  { path, kind, resolveDir, importer, pluginData }: OnResolveArgs,
): Promise<OnResolveResult | undefined> {
  // Dependencies find their own, but there must be one copy of Preact.
  const isDependency = importer.includes("/node_modules/") && !/^(@preact\/signals|preact)(\/|$)/.test(path);
  if (kind === "entry-point" || isDependency || pluginData === RESOLVED) return undefined;
  const target = path.startsWith("npm:") || path.startsWith("jsr:") ? path : mapped(project.imports, path);

  if (target?.startsWith("file:")) return { path: fileURLToPath(target) };
  const own = /^jsr:\/?@fresh\/core(?:@[^/]*)?(\/.*)?$/.exec(target ?? "");
  if (own && OWN_EXPORTS[own[1] ?? ""]) return { path: join(PACKAGE, OWN_EXPORTS[own[1] ?? ""]!) };
  if (target?.startsWith("jsr:")) {
    return { errors: [{ text: `"${path}" is a package of JSR, which islands cannot import` }] };
  }
  if (target?.startsWith(".")) {
    return await build.resolve(target, { kind, resolveDir: project.dir, importer, pluginData: RESOLVED });
  }
  const npm = /^npm:\/?((?:@[^/]+\/)?[^/@]+)(?:@[^/]*)?(\/.*)?$/.exec(target ?? "");
  const name = npm ? npm[1]! + (npm[2] ?? "") : path;
  const found = await build.resolve(name, { kind, resolveDir: project.dir, importer, pluginData: RESOLVED });
  if (found.errors.length === 0) return found;
  return await build.resolve(path, { kind, resolveDir, importer, pluginData: RESOLVED });
}

/** Marks what this plugin has asked esbuild for, so that it is not asked again. */
const RESOLVED = Symbol("resolved");

/** As in an import map; a package's name stands for what is in it, too. */
function mapped(imports: Record<string, string>, specifier: string): string | undefined {
  if (imports[specifier] !== undefined) return imports[specifier];
  const prefixes = Object.keys(imports).filter((key) => specifier.startsWith(key.replace(/\/?$/, "/")));
  const longest = prefixes.sort((a, b) => b.length - a.length)[0];
  if (longest === undefined) return undefined;
  const prefix = longest.replace(/\/?$/, "/");
  return imports[longest]!.replace(/\/?$/, "/") + specifier.slice(prefix.length);
}
