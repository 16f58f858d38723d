/** URLs that may be cached for ever, since they carry the build's id. Runs anywhere. */
import { buildId } from "./build_id.ts";

/** The search parameter with the build's id. */
export const BUILD_PARAM = "__frsh_c";

/** Adds the build's id to a path that begins with one `/`; gives back anything else as it is. */
export function asset(path: string): string {
  if (path[0] !== "/" || path[1] === "/" || path.includes(`${BUILD_PARAM}=`)) return path;
  const hashAt = path.indexOf("#");
  const end = hashAt === -1 ? path.length : hashAt;
  const bare = path.slice(0, end);
  return `${bare}${bare.includes("?") ? "&" : "?"}${BUILD_PARAM}=${buildId()}${path.slice(end)}`;
}

/** `src` and `srcset` of images as they are to be rendered; undefined when nothing changes. */
export function lockedImageProps(type: unknown, props: Record<string, unknown>) {
  if ((type !== "img" && type !== "source") || "data-fresh-disable-lock" in props) return undefined;
  const src = typeof props.src === "string" ? asset(props.src) : props.src;
  const srcset = typeof props.srcset === "string" ? assetSrcSet(props.srcset) : props.srcset;
  if (src === props.src && srcset === props.srcset) return undefined;
  const locked = { ...props };
  if (src !== props.src) locked.src = src;
  if (srcset !== props.srcset) locked.srcset = srcset;
  return locked;
}

/** `asset()` for each candidate of a `srcset`. */
function assetSrcSet(srcset: string): string {
  return srcset.split(",").map((part) => part.replace(/^(\s*)(\S+)/, (_, space, url) => space + asset(url)))
    .join(",");
}
