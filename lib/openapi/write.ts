/**
 * `deno task openapi`: writes docs/openapi.json and docs/api.md. With `--check` it writes nothing and fails when
 * either is not what it would write.
 */
import { openApiDocument } from "./document.ts";
import { apiReference } from "./markdown.ts";

if (import.meta.main) Deno.exit(writeReference({ isCheck: Deno.args.includes("--check") }));

function writeReference({ isCheck }: { isCheck: boolean }): number {
  const root = new URL("../../", import.meta.url).pathname;
  const files = {
    "docs/openapi.json": `${JSON.stringify(openApiDocument(), null, 2)}\n`,
    "docs/api.md": apiReference(),
  };
  const stale = Object.entries(files).filter(([path, text]) => readText(root + path) !== text);
  if (isCheck) {
    for (const [path] of stale) console.error(`${path} is not up to date. Run: deno task openapi`);
    return stale.length > 0 ? 1 : 0;
  }
  for (const [path, text] of stale) {
    Deno.writeTextFileSync(root + path, text);
    console.error(`Wrote ${path}`);
  }
  return 0;
}

function readText(path: string): string | undefined {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
}
