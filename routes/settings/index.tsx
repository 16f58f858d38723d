import { pageMethods } from "@/lib/http/define.ts";

export const handler = pageMethods({
  GET: (ctx) => ctx.redirect("/settings/general", 303),
});
