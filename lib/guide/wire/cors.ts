/** Which hosts and origins the server answers, as Ollama decides it when bound to a loopback address. */
import { hostname } from "node:os";
import { isIP } from "node:net";
import type { Exchange } from "./exchange.ts";

/** False when the exchange is over: refused, or a preflight answered. */
export function passesCors(exchange: Exchange): boolean {
  const { method, headers } = exchange.head;
  const host = headers.get("host") ?? "";
  const origin = headers.get("origin");
  if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) {
    if (!isAllowedOrigin(origin)) return refuse(exchange, 403);
    if (method === "OPTIONS") return answerPreflight(exchange, origin);
    exchange.extraHeaders["Access-Control-Allow-Origin"] = origin;
    exchange.extraHeaders["Vary"] = "Origin";
  }
  if (!isAllowedHost(host)) return refuse(exchange, 403);
  const isName = isIP(withoutPort(host)) === 0;
  return method === "OPTIONS" && isName ? refuse(exchange, 204) : true;
}

function refuse(exchange: Exchange, status: number): false {
  exchange.send(status, {});
  return false;
}

function answerPreflight(exchange: Exchange, origin: string): false {
  exchange.send(204, {
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Allow-Methods": "GET,POST,PUT,PATCH,DELETE,HEAD,OPTIONS",
    "Access-Control-Allow-Headers":
      "Authorization,Content-Type,User-Agent,Accept,X-Requested-With,Openai-Beta",
    "Access-Control-Max-Age": "43200",
    Vary: "Origin\nAccess-Control-Request-Method\nAccess-Control-Request-Headers",
  });
  return false;
}

function isAllowedOrigin(origin: string): boolean {
  return /^https?:\/\/(localhost|127\.0\.0\.1|0\.0\.0\.0)(:\d+)?$/i.test(origin) ||
    /^(app|file|tauri|vscode-webview|vscode-file):\/\//i.test(origin);
}

function isAllowedHost(host: string): boolean {
  const name = withoutPort(host).toLowerCase();
  if (isIP(name)) return isPrivateAddress(name);
  return name === "" || name === "localhost" || name === hostname().toLowerCase() ||
    /\.(localhost|local|internal)$/.test(name);
}

function isPrivateAddress(address: string): boolean {
  return /^(0\.0\.0\.0|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address) ||
    /^(::1?$|f[cd])/i.test(address);
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
}
