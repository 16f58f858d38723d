import { define } from "@/lib/http/define.ts";

export const handler = define.handlers({
  GET: (ctx) => ctx.redirect("/settings/general", 303),
});
