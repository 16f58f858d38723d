/** A server of hostile texts: as they are, as the app would send them, and for a script that streams them. */
import { contentPolicy } from "@/lib/http/security_headers.ts";
import { draw } from "@/lib/markdown/draw.ts";
import { renderMarkdown } from "@/lib/markdown/render.ts";
import { bundle } from "@/tests/browser/markdown/pages.ts";

export interface HostilePages extends AsyncDisposable {
  /** One text that nobody has made harmless, by its place; with the app's content policy or with none. */
  raw(place: number, how: "policy" | "no policy"): string;
  /** The same, many in a page, each in a frame of its own. */
  framed(batch: number, how: "policy" | "no policy"): string;
  frameBatches: number;
  /** All of them as the app renders them, without a content policy. */
  rendered(batch: number): string;
  renderBatches: number;
  /** An empty page with `stream` and `draw`, without a content policy. */
  stream: string;
}

const rendersAPage = 1500;
const framesAPage = 80;

/** `rendered` are sources of Markdown; each is shown as a reply and as what a person wrote. */
export async function serveHostilePages(texts: string[], rendered = texts): Promise<HostilePages> {
  const scripts = { "/stream.js": await bundle("stream"), "/draw.js": await bundle("draw") };
  const answer = ({ url }: Request): Response => {
    const { pathname, searchParams } = new URL(url);
    const script = scripts[pathname as keyof typeof scripts];
    if (script) return new Response(script, { headers: { "content-type": "text/javascript" } });
    const [, kind, place] = /^\/(raw|framed|rendered|stream)\/(\d+)$/.exec(pathname) ?? [];
    if (kind === "raw") return html(texts[Number(place)]!, searchParams.has("policy"));
    if (kind === "framed") return html(frameBatch(texts, Number(place)), searchParams.has("policy"));
    if (kind === "rendered") return html(renderBatch(rendered, Number(place)), false);
    if (kind === "stream") {
      return html('<script src="/stream.js"></script><script src="/draw.js"></script>', false);
    }
    return new Response(null, { status: 404 });
  };
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, answer);
  const origin = `http://127.0.0.1:${server.addr.port}`;
  const address = (kind: string, place: number, how: string) =>
    `${origin}/${kind}/${place}${how === "policy" ? "?policy" : ""}`;
  return {
    raw: (place, how) => address("raw", place, how),
    framed: (batch, how) => address("framed", batch, how),
    frameBatches: Math.ceil(texts.length / framesAPage),
    rendered: (batch) => `${origin}/rendered/${batch}`,
    renderBatches: Math.ceil(rendered.length / rendersAPage),
    stream: `${origin}/stream/0`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

function renderBatch(sources: string[], batch: number): string {
  return sources.slice(batch * rendersAPage, (batch + 1) * rendersAPage).map((source, place) =>
    `<article><div>${renderMarkdown(source, { notePrefix: `n${place}-`, highlight: draw })}</div>` +
    `<div>${
      renderMarkdown(source, { notePrefix: `u${place}-`, breaks: true, highlight: draw })
    }</div></article>`
  ).join("");
}

/** A frame of this kind has the policy of the page around it. */
function frameBatch(texts: string[], batch: number): string {
  return texts.slice(batch * framesAPage, (batch + 1) * framesAPage).map((text) =>
    `<iframe srcdoc="${text.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"></iframe>`
  ).join("");
}

function html(body: string, hasPolicy: boolean): Response {
  const headers = new Headers({
    "content-type": "text/html; charset=utf-8",
    "referrer-policy": "no-referrer",
  });
  if (hasPolicy) headers.set("content-security-policy", contentPolicy());
  return new Response(`<!DOCTYPE html><title>x</title><main>${body}</main>`, { headers });
}
