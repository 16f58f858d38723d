/**
 * A link to a page of ours, followed from another site: a browser says that this is cross-site, and it is
 * refused like everything else from there. A person gets a page with the same link, which then is our own.
 */
import type { Texts } from "@/lib/texts/catalogue.ts";
import { fill } from "@/lib/texts/text.ts";

/** Undefined for what is no such navigation. */
export function foreignLinkResponse(req: Request, { tag, foreignLink }: Texts): Response | undefined {
  const { pathname, search } = new URL(req.url);
  const isNavigation = req.method === "GET" && req.headers.get("sec-fetch-mode") === "navigate" &&
    req.headers.get("sec-fetch-dest") === "document";
  if (!isNavigation || pathname.startsWith("/api/")) return;
  const target = escapeHtml(pathname.replace(/^\/+/, "/") + search);
  const page = `<!DOCTYPE html>
<html lang="${tag}"><meta charset="utf-8"><title>${foreignLink.title}</title>
<meta name="viewport" content="width=device-width">
<main><h1>${foreignLink.heading}</h1>
<p>${foreignLink.why}
<p><a href="${target}">${fill(foreignLink.open, { address: target })}</a></main>
</html>`;
  return new Response(page, {
    status: 403,
    headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" },
  });
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
