/** The files of `routes/` as folders with special files, and routes in their order. */
import type { RouteModule } from "./build.ts";
import { compareRoutePaths, folderSegments, routePattern } from "./fs_path.ts";
import type { MaybeLazyMiddleware } from "./middleware.ts";
import type { Any, LayoutConfig, Route } from "./route.ts";
import type { ScopeComponent } from "./scope.ts";

interface FolderFiles {
  /** The segments of the folder's node. */
  segments: string[];
  middlewares: MaybeLazyMiddleware<Any>[];
  layout: { component: ScopeComponent; config: LayoutConfig | undefined } | undefined;
  error: Route<Any> | undefined;
}

interface FileRoute {
  path: string;
  segments: string[];
  /** Known beforehand only for modules that override their path. */
  route: Route<Any> | undefined;
  load: () => Promise<Route<Any>>;
}

export function parseFiles(modules: RouteModule[]): {
  wrapper: ScopeComponent | undefined;
  folders: FolderFiles[];
  routes: FileRoute[];
} {
  let wrapper: ScopeComponent | undefined;
  const folders = new Map<string, FolderFiles>();
  const routes: RouteModule[] = [];
  for (const file of modules) {
    const [, folder = "", name = ""] = /^(?:(.*)\/)?([^/]*?)\.\w+$/.exec(file.path) ?? [];
    const kind = file.module && specialKind(name);
    if (kind === undefined) {
      routes.push(file);
      continue;
    }
    if (kind === "_app") {
      wrapper = requireComponent(file);
      continue;
    }
    const files = folders.get(folder) ??
      { segments: folderSegments(folder), middlewares: [], layout: undefined, error: undefined };
    folders.set(folder, files);
    if (kind === "_middleware") files.middlewares = requireMiddlewares(file);
    if (kind === "_layout") files.layout = { component: requireComponent(file), config: configOf(file) };
    if (kind === "_error") files.error = requireRoute(file.path, file.module!);
  }
  return {
    wrapper,
    folders: [...folders.values()],
    routes: routes.sort((a, b) => compareRoutePaths(a.path, b.path)).map(fileRoute),
  };
}

/** Whether a file is loaded at the start: the name says that it is special. */
export function isSpecialFile(path: string): boolean {
  return specialKind(path.replace(/^.*\//, "").replace(/\.\w+$/, "")) !== undefined;
}

type SpecialKind = "_app" | "_layout" | "_middleware" | "_error";

function specialKind(name: string): SpecialKind | undefined {
  return /^_(app|layout|middleware|error)$/.test(name) ? name as SpecialKind : undefined;
}

function fileRoute(file: RouteModule): FileRoute {
  const { folder, pattern } = routePattern(file.path);
  const override = file.module && (file.module.config as Route<Any>["config"])?.routeOverride;
  return {
    path: override ?? pattern,
    segments: folderSegments(folder),
    route: override === undefined ? undefined : requireRoute(file.path, file.module!),
    load: async () => requireRoute(file.path, file.module ?? await file.load()),
  };
}

function requireRoute(path: string, module: Record<string, unknown>): Route<Any> {
  const handler = module.handler ?? module.handlers;
  if (module.default === undefined && handler === undefined) {
    throw new Error(`routes/${path} must export a component as default, or a handler`);
  }
  if (typeof handler === "function" && handler.length > 1) {
    throw new Error(`The handler of routes/${path} must declare one parameter at most: the context`);
  }
  return { component: module.default, handler, config: module.config } as Route<Any>;
}

function requireComponent({ path, module }: RouteModule): ScopeComponent {
  if (typeof module?.default === "function") return module.default as ScopeComponent;
  throw new Error(`routes/${path} must export a component as default`);
}

function requireMiddlewares({ path, module }: RouteModule): MaybeLazyMiddleware<Any>[] {
  const given = [module?.default ?? module?.handler ?? module?.handlers].flat();
  if (given.every((middleware) => typeof middleware === "function")) {
    return given as MaybeLazyMiddleware<Any>[];
  }
  throw new Error(`routes/${path} must export a middleware, or an array of them, as default or handler`);
}

function configOf({ module }: RouteModule): LayoutConfig | undefined {
  return module?.config as LayoutConfig | undefined;
}
