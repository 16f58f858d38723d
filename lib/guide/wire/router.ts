/** Finds the endpoint for a path and method, and writes refusals. */
import { passesCors } from "./cors.ts";
import type { Exchange } from "./exchange.ts";
import { Refusal } from "./refusal.ts";

export type Endpoint = (exchange: Exchange) => Promise<void> | void;
/** `"GET /api/tags"`; a path that ends in `*` takes every path that begins so. HEAD is served by GET. */
export type Routes = Readonly<Record<string, Endpoint>>;

export async function route(exchange: Exchange, routes: Routes): Promise<void> {
  if (!passesCors(exchange)) return;
  const { path } = exchange.head;
  const methods = methodsAt(path, routes);
  const endpoint = methods.get(exchange.head.method);
  if (endpoint) return await answer(exchange, endpoint);
  if (methods.size > 0) {
    exchange.send(
      405,
      { Allow: [...methods.keys()].join(", "), "Content-Type": "text/plain" },
      "405 method not allowed",
    );
  } else if (path.endsWith("/") && methodsAt(path.slice(0, -1), routes).size > 0) {
    const status = exchange.head.method === "GET" ? 301 : 307;
    exchange.send(status, { Location: path.slice(0, -1) });
  } else exchange.send(404, { "Content-Type": "text/plain" }, "404 page not found");
}

function methodsAt(path: string, routes: Routes): Map<string, Endpoint> {
  const methods = new Map<string, Endpoint>();
  for (const [key, endpoint] of Object.entries(routes)) {
    const [method = "", pattern = ""] = key.split(" ");
    const fits = pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
    if (!fits) continue;
    methods.set(method, endpoint);
    if (method === "GET") methods.set("HEAD", endpoint);
  }
  return methods;
}

async function answer(exchange: Exchange, endpoint: Endpoint): Promise<void> {
  try {
    await endpoint(exchange);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (!exchange.hasStarted) exchange.json(error.status, { error: error.message, ...error.fields });
    else {
      exchange.line({ error: error.message });
      exchange.finish();
    }
  }
}
