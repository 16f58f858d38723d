/** Until an Ollama address is stored every page leads to the wizard. The API says so by itself, where it matters. */
import { define } from "@/lib/http/define.ts";

export default define.middleware((ctx) => {
  const { pathname } = ctx.url;
  if (ctx.state.deps.settings.config().setup_complete || isOpen(pathname)) return ctx.next();
  return ctx.redirect("/setup", 303);
});

function isOpen(path: string): boolean {
  return ["/setup", "/login"].includes(path) || path.startsWith("/api/") || path.startsWith("/ws/");
}
