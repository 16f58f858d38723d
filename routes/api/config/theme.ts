import { methods } from "@/lib/http/define.ts";
import { readJson } from "@/lib/http/body.ts";
import { themeCookieHeader } from "@/lib/http/theme_cookie.ts";
import { ThemeChoice } from "@/lib/shared/config.ts";

export const handler = methods({
  async PUT({ req, state: { deps } }) {
    const { theme } = await readJson(req, ThemeChoice);
    const config = await deps.settings.setTheme(theme);
    return Response.json(config, { headers: { "Set-Cookie": themeCookieHeader(theme) } });
  },
});
