/** The builder's options, as given and as used. */
import { isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { BuildOptions as EsbuildOptions, Plugin } from "esbuild";

export interface BuildOptions {
  /** The project's folder; other paths are relative to it. Default: the working directory. */
  root?: string;
  /** Default: `_fresh`. */
  outDir?: string;
  /** The first folder that has a file wins. Default: `static`. */
  staticDir?: string | string[];
  /** Default: `islands`. */
  islandDir?: string;
  /** Default: `routes`. */
  routeDir?: string;
  /** The module that exports `app`. Default: `main.ts`. */
  serverEntry?: string;
  /** Browsers, or a version of JavaScript, as esbuild takes them. */
  target?: string | string[];
  /** Files that are neither routes nor islands, besides tests. */
  ignore?: RegExp[];
  sourceMap?: {
    kind?: EsbuildOptions["sourcemap"];
    sourceRoot?: string;
    sourcesContent?: boolean;
  };
  // Upstream knows neither of these, and ignores them.
  /** For the browser's scripts, before the import map is asked. */
  plugins?: Plugin[];
  /**
   * Whether the runtime and all islands are one module, of which only what is behind `import()` is apart. For few
   * islands that are mostly used together: many small chunks compress worse than one script. Default: false.
   */
  isOneScript?: boolean;
}

/** All paths are absolute. */
export interface ResolvedBuildConfig {
  root: string;
  outDir: string;
  staticDir: string[];
  islandDir: string;
  routeDir: string;
  serverEntry: string;
  target: string | string[];
  ignore: RegExp[];
  sourceMap: BuildOptions["sourceMap"];
  plugins: Plugin[];
  isOneScript: boolean;
}

export function resolveBuildConfig(options: BuildOptions): ResolvedBuildConfig {
  const root = absolute(Deno.cwd(), options.root ?? ".");
  return {
    root,
    outDir: absolute(root, options.outDir ?? "_fresh"),
    staticDir: [options.staticDir ?? "static"].flat().map((dir) => absolute(root, dir)),
    islandDir: absolute(root, options.islandDir ?? "islands"),
    routeDir: absolute(root, options.routeDir ?? "routes"),
    serverEntry: absolute(root, options.serverEntry ?? "main.ts"),
    target: options.target ?? ["chrome99", "firefox99", "safari15"],
    ignore: [TEST_FILE, ...options.ignore ?? []],
    sourceMap: options.sourceMap,
    plugins: options.plugins ?? [],
    isOneScript: options.isOneScript ?? false,
  };
}

const TEST_FILE = /[._]test\.(?:[tj]sx?|[mc][tj]s)$/;

function absolute(root: string, path: string): string {
  const plain = path.startsWith("file:") ? fileURLToPath(path) : path;
  return isAbsolute(plain) ? resolve(plain) : resolve(root, plain);
}
