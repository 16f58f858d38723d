import { asset } from "fresh/runtime";
import { define } from "@/lib/http/define.ts";
import { handler as errorPage } from "./_error.tsx";

/**
 * Errors of pages are shown here, inside of the edge: what Fresh makes of them outside of all middlewares would
 * go without the headers that every answer has.
 */
const showErrors = define.middleware(async (ctx) => {
  try {
    return await ctx.next();
  } catch (error) {
    ctx.error = error;
    return await errorPage(ctx);
  }
});

/**
 * Browsers open six connections and paint nothing without the style sheet: it is asked for before the scripts that
 * Fresh names in this header.
 */
const loadStylesFirst = define.middleware(async (ctx) => {
  const response = await ctx.next();
  const scripts = response.headers.get("Link");
  const styles = `<${asset("/styles.css")}>; rel="preload"; as="style"`;
  if (scripts) response.headers.set("Link", `${styles}, ${scripts}`);
  return response;
});

/** Until an Ollama address is stored every page leads to the wizard; the API says so itself, where it matters. */
const requireSetup = define.middleware((ctx) => {
  const { pathname } = ctx.url;
  if (ctx.state.deps.settings.config().setup_complete || isOpen(pathname)) return ctx.next();
  return ctx.redirect("/setup", 303);
});

/** A page about an Ollama that was never asked would show no models: it waits a moment for the first answer. */
const knowModels = define.middleware(async (ctx) => {
  if (!isOpen(ctx.url.pathname)) await ctx.state.deps.catalog.firstLook();
  return await ctx.next();
});

export default [loadStylesFirst, showErrors, requireSetup, knowModels];

function isOpen(path: string): boolean {
  return ["/setup", "/login"].includes(path) || path.startsWith("/api/") || path.startsWith("/ws/");
}
