/**
 * Whether the build is of the present sources, told by names, sizes and times alone: this runs before every
 * start, so it imports nothing and reads no content.
 */

const sources = ["routes", "islands", "components", "lib", "static"];
const sourceFiles = ["deno.json", "deno.lock", "main.ts", "dev.ts", "fresh.config.ts"];

/** The same text for the same sources. */
export function fingerprint(root: string): string {
  const lines: string[] = [Deno.version.deno];
  for (const name of sourceFiles) describe(`${root}/${name}`, lines);
  for (const name of sources) describeFolder(`${root}/${name}`, lines);
  return lines.join("\n");
}

export function isBuilt(root: string): boolean {
  try {
    return Deno.readTextFileSync(stampPath(root)) === fingerprint(root);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

export function writeStamp(root: string): void {
  Deno.writeTextFileSync(stampPath(root), fingerprint(root));
}

function stampPath(root: string): string {
  return `${root}/_fresh/sources.txt`;
}

function describeFolder(folder: string, lines: string[]): void {
  const entries = [...Deno.readDirSync(folder)].sort((a, b) => a.name < b.name ? -1 : 1);
  for (const entry of entries) {
    if (entry.isDirectory) describeFolder(`${folder}/${entry.name}`, lines);
    else describe(`${folder}/${entry.name}`, lines);
  }
}

function describe(path: string, lines: string[]): void {
  const { size, mtime } = Deno.statSync(path);
  lines.push(`${path} ${size} ${mtime?.getTime()}`);
}
