/** A server of two pages: Markdown as the server sends it beside the scripts that stream it, and payloads. */
import * as esbuild from "esbuild";
import { draw } from "@/lib/markdown/draw.ts";
import { renderMarkdown } from "@/lib/markdown/render.ts";

export interface Pages extends AsyncDisposable {
  origin: string;
}

/** As strict as the application's own policy, and with no Trusted Types policy at all. */
const POLICY =
  "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

export async function servePages(
  options: { sources: string[]; payloads: string[]; notePrefix: string },
): Promise<Pages> {
  const [stream, drawing] = await Promise.all([bundle("stream"), bundle("draw")]);
  const page = (sources: string[], scripts: string) =>
    `<!doctype html><title>Markdown</title><body>${scripts}<pre id="other"><code class="language-js">let a;</code></pre>` +
    `<main>${sources.map((source) => `<div>${rendered(source, options.notePrefix)}</div>`).join("")}</main>`;
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, ({ url }) => {
    const { pathname } = new URL(url);
    if (pathname === "/stream.js") return script(stream);
    if (pathname === "/draw.js") return script(drawing);
    if (pathname === "/payloads") return html(page(options.payloads, ""));
    const scripts = `<script src="/stream.js"></script><script src="/draw.js"></script>`;
    return pathname === "/"
      ? html(page(options.sources, scripts), POLICY)
      : new Response(null, { status: 404 });
  });
  return { origin: `http://127.0.0.1:${server.addr.port}`, [Symbol.asyncDispose]: () => server.shutdown() };
}

function rendered(source: string, notePrefix: string): string {
  return renderMarkdown(source, { highlight: draw, notePrefix });
}

/** `window.stream` and `window.draw`. */
export async function bundle(name: "stream" | "draw"): Promise<string> {
  const root = new URL("../../..", import.meta.url).pathname;
  const result = await esbuild.build({
    entryPoints: [`${root}lib/markdown/${name}.ts`],
    bundle: true,
    minify: true,
    format: "iife",
    globalName: name,
    write: false,
    alias: { "@": root },
  });
  return result.outputFiles[0]!.text;
}

function script(text: string): Response {
  return new Response(text, { headers: { "content-type": "text/javascript; charset=utf-8" } });
}

function html(text: string, policy?: string): Response {
  const headers = new Headers({ "content-type": "text/html; charset=utf-8" });
  if (policy) headers.set("content-security-policy", policy);
  return new Response(text, { headers });
}
