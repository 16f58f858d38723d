/** What people read of this project, and its files, for the tests that hold one to the other. */
import { documents } from "@/lib/guide/manual/documents.ts";

export const root = new URL("../../", import.meta.url).pathname;

export interface Page {
  path: string;
  text: string;
}

export const pages: Page[] = [
  "README.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "lib/fresh/README.md",
  ...Array.from(Deno.readDirSync(`${root}docs`), ({ name }) => `docs/${name}`).filter((path) =>
    path.endsWith(".md")
  ),
].map((path) => ({ path, text: read(path) }));

/** What the Guide answers from. */
export const manual: Page = {
  path: "lib/guide/manual",
  text: documents.map(({ text }) => text).join("\n"),
};

export function read(path: string): string {
  return Deno.readTextFileSync(root + path);
}

export function exists(path: string): boolean {
  try {
    Deno.statSync(root + path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return false;
    throw error;
  }
}

export function workflows(): Page[] {
  const folder = ".github/workflows";
  return Array.from(Deno.readDirSync(root + folder), ({ name }) => `${folder}/${name}`)
    .map((path) => ({ path, text: read(path) }));
}
