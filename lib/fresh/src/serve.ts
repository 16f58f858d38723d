/** What a build's server.js imports: an app with the build's snapshot, as a fetch handler. */
import { type App, useBuild } from "./app.ts";
import type { BrowserModule, Build, IslandModule, RouteModule, StaticFile } from "./build.ts";
import { readableFile } from "./file_body.ts";
import type { Any } from "./route.ts";

export { setBuildId } from "./build_id.ts";

/** What snapshot.js exports. File names are relative to its folder. */
export interface Snapshot {
  id: string;
  mode: Build["mode"];
  root: string;
  routes: RouteModule[];
  islands: IslandModule[];
  runtime: BrowserModule;
  statics: [path: string, file: string, size: number, hash: string][];
  /** Reads a file of `statics` where it is not on a disk, as within an executable. */
  read?(file: string): BodyInit;
}

export function serve(app: App<Any>, snapshot: Snapshot, base: string): { fetch: Deno.ServeHandler } {
  const { id, mode, routes, islands, runtime } = snapshot;
  const statics = new Map(snapshot.statics.map(([path, file, size, hash]) => [path, { file, size, hash }]));
  useBuild(app, {
    id,
    mode,
    root: fileName(new URL(snapshot.root, base)),
    routes,
    islands,
    runtime,
    findStatic: (path) => {
      const known = statics.get(path);
      return Promise.resolve(known && staticFile(known, base, snapshot.read));
    },
  });
  return { fetch: app.handler() };
}

function staticFile(
  { file, size, hash }: { file: string; size: number; hash: string },
  base: string,
  read?: (file: string) => BodyInit,
): StaticFile {
  const readFile = async () => read ? read(file) : await readableFile(new URL(file, base), size);
  return { size, hash, read: readFile };
}

function fileName(url: URL): string {
  return decodeURIComponent(url.pathname).replace(/(.)\/$/, "$1");
}
