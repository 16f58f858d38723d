import { methods } from "@/lib/http/define.ts";
import { readJson } from "@/lib/http/body.ts";
import { bodyLimit } from "@/lib/http/body_bytes.ts";
import { loginCookieHeader } from "@/lib/http/login_cookie.ts";
import { Login } from "@/lib/shared/login.ts";

export const handler = methods({
  async POST({ req, state: { deps, served } }) {
    const { password } = await readJson(req, Login, { limit: bodyLimit.login });
    const secret = await deps.access.logIn(password);
    return new Response(null, {
      status: 204,
      headers: { "Set-Cookie": loginCookieHeader(req, served.port, secret) },
    });
  },
});
