/** The whole app in this process: requests go through the edge, the middlewares and the files of routes/. */
import { createBuilder } from "@/lib/build/builder.ts";
import type { Deps } from "@/lib/deps.ts";
import { createApp } from "@/lib/http/app.ts";
import { appConfig } from "@/fresh.config.ts";

export interface TestApp {
  /** `http://127.0.0.1:8000`: what requests are sent to. */
  origin: string;
  /** With the Host header that a browser would send, unless `init` has another one. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Sends JSON: `send("PATCH", "/api/config", { theme })`. */
  send(method: string, path: string, body?: unknown, headers?: HeadersInit): Promise<Response>;
}

/** The build is made once for each test file, in memory. */
export async function testApp(deps: Deps, { port = 8000 } = {}): Promise<TestApp> {
  const app = createApp({ deps: () => deps, served: { port } }, appConfig);
  useBuild ??= createBuilder().build({ snapshot: "memory" });
  (await useBuild)(app);
  const handler = app.handler();
  const origin = `http://127.0.0.1:${port}`;
  const fetch = (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    if (!headers.has("host")) headers.set("host", new URL(origin).host);
    return handler(new Request(new URL(path, origin), { redirect: "manual", ...init, headers }));
  };
  return {
    origin,
    fetch,
    send: (method, path, body, headers) =>
      fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) }),
  };
}

let useBuild: ReturnType<ReturnType<typeof createBuilder>["build"]> | undefined;
