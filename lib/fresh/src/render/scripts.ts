/** The scripts that wake a page's islands, and the header that has them loaded early. */
import { type Build, scriptFolder } from "../build.ts";
import type { PageIslands } from "./islands.ts";
import { serialize } from "./serialize.ts";

interface ScriptOptions {
  islands: PageIslands;
  build: Build | undefined;
  basePath: string;
}

/** Nothing for a page without islands, but for the development server's reload. */
export function bootScripts({ islands, build, basePath, nonce }: ScriptOptions & { nonce: string }): string {
  const reload = build?.reloadScript ? moduleScript(build.reloadScript(basePath), nonce) : "";
  if (!build || islands.used.length === 0) return reload;

  const folder = basePath + scriptFolder(build.id);
  const order = [...new Set(islands.used.map(({ island }) => island))];
  const imports = [`import{boot}from"${folder}${build.runtime.file}";`];
  const names = order.map(({ module, exportName }, i) => {
    const name = `I${i}`;
    imports.push(`import{${module.namespace ?? exportName} as ${name}}from"${folder}${module.file}";`);
    return module.namespace ? `${name}.${exportName}` : name;
  });
  const components = islands.used.map(({ island }) => order.indexOf(island));
  const data = serialize(
    islands.used.map(({ island, props }) => ({ name: `<${island.name}>`, value: props })),
  );
  const json = JSON.stringify([components, data.roots, data.nodes]).replaceAll("<", "\\u003c");
  return `${reload}<script type="application/json" id="fresh-islands" nonce="${nonce}">${json}</script>` +
    moduleScript(`${imports.join("")}boot([${names}])`, nonce);
}

/** The value of a `Link` header; undefined for a page without islands. */
export function preloadLink({ islands, build, basePath }: ScriptOptions): string | undefined {
  if (!build || islands.used.length === 0) return undefined;
  const modules = [build.runtime, ...islands.used.map(({ island }) => island.module)];
  const files = new Set(modules.flatMap(({ file, imports }) => [file, ...imports]));
  const folder = basePath + scriptFolder(build.id);
  return [...files].map((file) => `<${folder}${file}>; rel="modulepreload"; as="script"`).join(", ");
}

function moduleScript(code: string, nonce: string): string {
  return `<script type="module" nonce="${nonce}">${code}</script>`;
}
