/** `staticFiles()`: the files of `static/` that the build knows, and the build's scripts. */
import { BUILD_PARAM } from "./asset.ts";
import { type Build, scriptFolder, type StaticFile } from "./build.ts";
import { internals } from "./context.ts";
import { contentType } from "./content_type.ts";
import type { Middleware } from "./middleware.ts";

export function staticFiles<State>(): Middleware<State> {
  return async (ctx) => {
    const { build } = ctx[internals];
    const { url, req, config: { basePath } } = ctx;
    const path = build && pathBelow(url.pathname, basePath);
    if (path === undefined) return await ctx.next();
    const file = await build!.findStatic(path);
    if (file === undefined) {
      return path === "/favicon.ico" ? new Response(null, { status: 404 }) : await ctx.next();
    }
    if (req.method !== "GET" && req.method !== "HEAD") {
      return new Response("Method Not Allowed", { status: 405 });
    }
    const asked = url.searchParams.get(BUILD_PARAM);
    if (asked !== null && asked !== build!.id) return withoutBuildParam(url);
    return await fileResponse(req, path, file, isImmutable(build!, path, asked));
  };
}

/** Decoded once, without the basePath; undefined when it is not below it, or malformed. */
function pathBelow(pathname: string, basePath: string): string | undefined {
  if (!pathname.startsWith(basePath + "/")) return undefined;
  try {
    return decodeURIComponent(pathname.slice(basePath.length));
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function withoutBuildParam(url: URL): Response {
  const target = new URL(url);
  target.searchParams.delete(BUILD_PARAM);
  return new Response(null, { status: 307, headers: { location: target.pathname + target.search } });
}

function isImmutable(build: Build, path: string, asked: string | null): boolean {
  return build.mode === "production" && (asked === build.id || path.startsWith(scriptFolder(build.id)));
}

async function fileResponse(
  req: Request,
  path: string,
  file: StaticFile,
  isImmutable: boolean,
): Promise<Response> {
  const headers = new Headers({
    "content-type": contentType(path),
    "content-length": String(file.size),
    "cache-control": isImmutable
      ? "public, max-age=31536000, immutable"
      : "no-cache, no-store, max-age=0, must-revalidate",
    vary: "If-None-Match",
  });
  if (file.hash !== null) {
    headers.set("etag", `W/"${file.hash}"`);
    if (matches(req.headers.get("if-none-match"), file.hash)) {
      headers.delete("content-length");
      return new Response(null, { status: 304, headers });
    }
  }
  return new Response(req.method === "HEAD" ? null : await file.read(), { headers });
}

/** The hash may come bare, or as a weak or strong ETag in a list. */
function matches(header: string | null, hash: string): boolean {
  if (header === null) return false;
  return header.split(",").some((tag) => tag.trim().replace(/^W\//, "").replaceAll('"', "") === hash);
}
