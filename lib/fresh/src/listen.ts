/** Serves a handler over HTTP. */

export type ListenOptions = Partial<Deno.ServeTcpOptions>;

export function listen(
  handler: Deno.ServeHandler<Deno.NetAddr>,
  basePath: string,
  options: ListenOptions,
): Deno.HttpServer<Deno.NetAddr> {
  const onListen = (address: Deno.NetAddr) => console.log(`Listening on ${addressUrl(address, basePath)}`);
  if (options.port) return Deno.serve({ onListen, ...options }, handler);
  for (let port = FIRST_PORT; port < LAST_PORT; port++) {
    try {
      return Deno.serve({ onListen, ...options, port }, handler);
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
  return Deno.serve({ onListen, ...options, port: LAST_PORT }, handler);
}

// Tried in turn when no port is asked for.
const FIRST_PORT = 8000;
const LAST_PORT = 8019;

function addressUrl({ hostname, port }: Deno.NetAddr, basePath: string): string {
  const isAny = hostname === "0.0.0.0" || hostname === "::";
  const host = isAny ? "localhost" : hostname.includes(":") ? `[${hostname}]` : hostname;
  return `http://${host}:${port}${basePath}/`;
}
