import assert from "node:assert/strict";
import { Builder } from "fresh/dev";
import { markedLexer } from "@/lib/build/marked_lexer.ts";
import { renderMarkdown } from "@/lib/markdown/render.ts";
import { COMMONMARK, EXTENDED } from "../markdown/examples.ts";

Deno.test("markedLexer has the browser render as the server does, with marked's parser left out", async () => {
  const dir = await Deno.makeTempDir();
  try {
    const script = await buildIsland(
      dir,
      'export { renderMarkdown as default } from "@/lib/markdown/render.ts";',
    );
    const code = await Deno.readTextFile(script);
    assert.match(code, /blockquote/);
    assert.doesNotMatch(code, /Please report this to/);
    const built: { default: typeof renderMarkdown } = await import(`file://${script}`);
    for (const source of [...COMMONMARK, ...EXTENDED]) {
      assert.equal(built.default(source), renderMarkdown(source), JSON.stringify(source));
    }
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

/** The path of its script. */
async function buildIsland(dir: string, source: string): Promise<string> {
  const config = {
    imports: { "@/": new URL("../../../", import.meta.url).href },
    compilerOptions: { jsx: "react-jsx", jsxImportSource: "preact" },
  };
  await Deno.mkdir(`${dir}/islands`);
  await Deno.writeTextFile(`${dir}/deno.json`, JSON.stringify(config));
  await Deno.writeTextFile(`${dir}/islands/Render.ts`, source);
  await new Builder({ root: dir, target: "es2022", plugins: [markedLexer] }).build();
  const scripts = `${dir}/_fresh/static/_fresh/js`;
  const [id] = Array.from(Deno.readDirSync(scripts), ({ name }) => name);
  return `${scripts}/${id}/island-Render.js`;
}
