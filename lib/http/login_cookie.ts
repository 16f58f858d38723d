/**
 * The cookie of a login. Its name holds the port, for browsers send cookies of one localhost port to all others:
 * two servers would log each other out.
 */
import { loginMs } from "@/lib/access/access.ts";

export function readLoginCookie(req: Request, port: number | null): string | undefined {
  const pairs = (req.headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${cookieName(port)}=`))?.slice(cookieName(port).length + 1);
}

/** `Secure` when the page came over https, by a proxy before this. */
export function loginCookieHeader(req: Request, port: number | null, secret: string): string {
  const secure = req.headers.get("origin")?.startsWith("https://") ? "; Secure" : "";
  return `${cookieName(port)}=${secret}; Path=/; Max-Age=${
    loginMs / 1000
  }; HttpOnly; SameSite=Strict${secure}`;
}

export function noLoginCookieHeader(port: number | null): string {
  return `${cookieName(port)}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict`;
}

function cookieName(port: number | null): string {
  return port === null ? "login" : `login_${port}`;
}
