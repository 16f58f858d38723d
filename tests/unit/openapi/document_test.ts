import assert from "node:assert/strict";
import { openApiDocument, operationId } from "@/lib/openapi/document.ts";
import { groups } from "@/lib/openapi/groups.ts";
import { apiReference } from "@/lib/openapi/markdown.ts";
import { listFiles, readSourceFile } from "@/tests/helpers/source_files.ts";

const document = openApiDocument();
const operations = groups.flatMap((group) => group.operations);

/** `routes/api/sessions/[id]/index.ts` → `/api/sessions/{id}` */
function addressOf(path: string): string {
  return path.replace(/^routes/, "").replace(/\.ts$/, "").replace(/\/index$/, "")
    .replace(/\[(?:\.\.\.)?(\w+)\]/g, "{$1}");
}

Deno.test("the reference has every method of every API route, and no other", () => {
  const routes = [...listFiles("routes/api"), ...listFiles("routes/ws")]
    .filter((path) => !/_middleware|_error|api\/\[\.\.\.path\]/.test(path));
  const served = routes.flatMap((path) => {
    const { text } = readSourceFile(path);
    return [...text.matchAll(/^\s+(?:async )?(GET|POST|PUT|PATCH|DELETE)(?=[(:])/gm)]
      .map(([, method]) => `${method} ${addressOf(path)}`);
  });
  assert.ok(served.length > 30, `only ${served.length} found`);
  const told = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  assert.deepEqual(told.toSorted(), served.toSorted());
});

Deno.test("openApiDocument() refers only to what it has, and names each operation once", () => {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)];
  assert.ok(refs.length > 100);
  const components = document.components as unknown as Record<string, Record<string, unknown>>;
  const missing = refs.filter(([, kind, name]) => !components[kind!]?.[name!]);
  assert.deepEqual(missing.map(([text]) => text), []);
  const ids = operations.map(operationId);
  assert.equal(new Set(ids).size, ids.length);
});

Deno.test("apiReference() links only to headings that it has", () => {
  const text = apiReference();
  const headings = [...text.matchAll(/^#+ (.*)$/gm)]
    .map(([, heading]) => heading!.toLowerCase().replace(/[^a-z0-9 _-]/g, "").replaceAll(" ", "-"));
  assert.equal(new Set(headings).size, headings.length, "a heading is there twice");
  const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor!);
  assert.ok(links.length > 100);
  assert.deepEqual(links.filter((anchor) => !headings.includes(anchor)), []);
});
