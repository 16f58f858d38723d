/** The app's source files and what each imports, for tests of the layout. Reads text; knows no rule. */

export interface SourceFile {
  /** From the project's root: `lib/chat/live.ts`. */
  path: string;
  text: string;
  imports: Import[];
}

export interface Import {
  /** From the root when it is a file of ours; else as written: `zod`, `node:sqlite`. */
  target: string;
  isTypeOnly: boolean;
  isOurs: boolean;
}

const root = new URL("../../", import.meta.url).pathname;

/** Everything that ships: lib/fresh is a package of its own and left out. */
export function readAppFiles(): SourceFile[] {
  const paths = ["routes", "islands", "components", "lib"].flatMap((folder) => listFiles(folder));
  return [...paths, "main.ts", "dev.ts", "fresh.config.ts"]
    .filter((path) => !path.startsWith("lib/fresh/"))
    .map(readSourceFile);
}

export function listFiles(folder: string): string[] {
  return Array.from(Deno.readDirSync(root + folder)).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) return listFiles(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

export function readSourceFile(path: string): SourceFile {
  const text = Deno.readTextFileSync(root + path);
  return { path, text, imports: findImports(path, text) };
}

const statement =
  /^(?:import|export)\s+(type\s+)?(\*\s+as\s+\w+|\{[^}]*\}|[\w*$]+(?:\s*,\s*\{[^}]*\})?|\*)\s+from\s+"([^"]+)"/gm;
const bare = /^import\s+"([^"]+)"/gm;
const dynamic = /\bimport\(\s*"([^"]+)"\s*\)/g;

function findImports(path: string, text: string): Import[] {
  const found: Import[] = [];
  for (const [, type, names = "", target = ""] of text.matchAll(statement)) {
    found.push(describe(path, target, type !== undefined || areAllTypes(names)));
  }
  for (const [, target = ""] of text.matchAll(bare)) found.push(describe(path, target, false));
  for (const [, target = ""] of text.matchAll(dynamic)) found.push(describe(path, target, false));
  return found;
}

/** `{ type A, type B }` leaves nothing behind either. */
function areAllTypes(names: string): boolean {
  if (!names.startsWith("{")) return false;
  return names.slice(1, -1).split(",").map((name) => name.trim()).filter((name) => name !== "")
    .every((name) => name.startsWith("type "));
}

function describe(from: string, target: string, isTypeOnly: boolean): Import {
  if (target.startsWith("@/")) return { target: target.slice(2), isTypeOnly, isOurs: true };
  if (!target.startsWith(".")) return { target, isTypeOnly, isOurs: false };
  return { target: new URL(target, `file:///${from}`).pathname.slice(1), isTypeOnly, isOurs: true };
}
