/** What a build knows: the interface between what was built (or is being developed) and the app. */
export interface Build {
  id: string;
  /** The project's folder. */
  root: string;
  mode: "production" | "development";
  /** The files of `routes/`. */
  routes: RouteModule[];
  islands: IslandModule[];
  /** The browser's entry, which wakes the islands. */
  runtime: BrowserModule;
  /** The script that reloads the page when the development server has restarted. */
  reloadScript?(basePath: string): string;
  findStatic(path: string): Promise<StaticFile | undefined>;
}

/** A file of `routes/`. */
export interface RouteModule {
  /** Below `routes/`, with its extension. */
  path: string;
  load(): Promise<Record<string, unknown>>;
  /** Already there for special files and those that override their path. */
  module?: Record<string, unknown>;
}

/** A module whose exported functions are islands. */
export interface IslandModule extends BrowserModule {
  load(): Promise<Record<string, unknown>>;
}

/** A script of the build, and what it imports statically; as names below `/_fresh/js/<id>/`. */
export interface BrowserModule {
  file: string;
  imports: string[];
  /** Which of its exports holds those of an island's module, when it is not the module itself. */
  namespace?: string;
}

export type Bytes = Uint8Array<ArrayBuffer>;

export interface StaticFile {
  size: number;
  /** Null when the file may change at any time. */
  hash: string | null;
  read(): Promise<BodyInit>;
}

/** Where the build's scripts are, below the basePath. */
export function scriptFolder(id: string): string {
  return `/_fresh/js/${id}/`;
}
