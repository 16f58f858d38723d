/** Taking the port: what can go wrong with HOST and PORT, in words. */
import { BadEnvironmentError } from "@/lib/config/env.ts";
import { unreadableUrlResponse } from "@/lib/http/unreadable_url.ts";

export interface Place {
  host: string;
  port: number;
}

/** The program ends with code 3. */
export class PortTakenError extends Error {
  override name = "PortTakenError";
}

/** Throws PortTakenError, or BadEnvironmentError for a place that cannot be had. */
export function listenAt(
  place: Place,
  handler: Deno.ServeHandler,
  onError: (error: unknown) => void,
): Deno.HttpServer<Deno.NetAddr> {
  return explaining(place, () =>
    Deno.serve({
      hostname: place.host,
      port: place.port,
      onListen: () => {},
      onError(error) {
        onError(error);
        return new Response("Internal server error", { status: 500 });
      },
    }, (request, info) => unreadableUrlResponse(request) ?? handler(request, info)));
}

/** Before anything else is opened: a second start beside a running server is told about the port. */
export function checkPlace(place: Place): void {
  explaining(place, () => Deno.listen({ hostname: place.host, port: place.port }).close());
}

function explaining<T>({ host, port }: Place, take: () => T): T {
  try {
    return take();
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) {
      throw new PortTakenError(
        `Port ${port} on ${host} is taken. Stop what uses it, or choose another with --port.`,
      );
    }
    if (error instanceof Deno.errors.PermissionDenied) {
      throw new BadEnvironmentError([`PORT: ${port} may not be used by this user. Choose one from 1024 up.`]);
    }
    if (error instanceof Deno.errors.AddrNotAvailable || /lookup|resolve/.test((error as Error).message)) {
      throw new BadEnvironmentError([`HOST: ${host} is not an address of this machine.`]);
    }
    throw error;
  }
}
