import { methods } from "@/lib/http/define.ts";
import { noLoginCookieHeader, readLoginCookie } from "@/lib/http/login_cookie.ts";

export const handler = methods({
  POST({ req, state: { deps, served } }) {
    const secret = readLoginCookie(req, served.port);
    if (secret) deps.access.logOut(secret);
    return new Response(null, { status: 204, headers: { "Set-Cookie": noLoginCookieHeader(served.port) } });
  },
});
