/** File names of `routes/` as URL patterns, and their order. Knows nothing of what is in the files. */

/** A file's folder, and its path as a URL pattern. */
export function routePattern(file: string): { folder: string; pattern: string } {
  const parts = file.replace(/\.\w+$/, "").split("/");
  const name = parts.pop()!;
  const folder = parts.join("/");
  if (name !== "index") parts.push(name);
  const pattern = parts.filter((part) => !isGroup(part)).map(segmentPattern)
    .join("");
  // A rest of no segments at the root is `/`, which has a slash that the pattern would lack.
  return { folder, pattern: pattern.replace(/^\/:(\w+)\*$/, "/:$1(.*)") || "/" };
}

/** The nodes of a folder, group folders among them. */
export function folderSegments(folder: string): string[] {
  return folder.split("/").filter((part) => part !== "").map((part) =>
    isGroup(part) ? part : segmentPattern(part).slice(1)
  );
}

/** Literal names before `[x]` before `[...x]`, segment by segment; `index` before parameters. */
export function compareRoutePaths(a: string, b: string): number {
  const [left, right] = [sortableParts(a), sortableParts(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [x, y] = [left[i], right[i]];
    const byRank = rank(x) - rank(y);
    if (byRank !== 0) return byRank;
    if (x !== y) return x! < y! ? -1 : 1;
  }
  return a < b ? -1 : 1;
}

function isGroup(part: string): boolean {
  return part.startsWith("(") && part.endsWith(")");
}

function segmentPattern(part: string): string {
  const rest = /^\[\.\.\.(.+)\]$/.exec(part);
  if (rest) return `/:${rest[1]}*`;
  const optional = /^\[\[(.+)\]\]$/.exec(part);
  if (optional) return `/:${optional[1]}?`;
  return "/" +
    part.replace(/\[(\w+)\]|[^[]+|\[/g, (text, name) => name ? `:${name}` : escapeLiteral(text));
}

/** What URLPattern would take for syntax. */
function escapeLiteral(text: string): string {
  return text.replace(/[*:{}+?()\\]/g, "\\$&");
}

function sortableParts(file: string): string[] {
  const parts = file.replace(/\.\w+$/, "").split("/").filter((part) => !isGroup(part));
  if (parts.at(-1) === "index") parts.pop();
  return parts;
}

/** The end of a path comes first, as `index` does. */
function rank(part: string | undefined): number {
  if (part === undefined) return 0;
  if (part.startsWith("[...")) return 4;
  if (part.startsWith("[[")) return 3;
  return part.includes("[") ? 2 : 1;
}
