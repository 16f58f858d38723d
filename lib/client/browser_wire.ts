/** The wire of a real page: its two transports, its few connections, and its reasons for hope. */
import type { Transport, Wire } from "./follow_reply.ts";
import { socketTransport } from "./socket_transport.ts";
import { streamTransport } from "./stream_transport.ts";

/** A browser opens six connections to a host in all tabs together; pages and posts need the others. */
const streamSlots = 3;

export function browserWire(): Wire {
  const socket: Transport = socketTransport({ connect: connectSocket, fetch: (...call) => fetch(...call) });
  const stream = streamTransport({ fetch: (...call) => fetch(...call), takeSlot, otherwise: socket });
  return { transports: [stream, socket], pause: pauseOrWake };
}

function connectSocket(): WebSocket {
  const url = new URL("/ws/chat", location.href);
  url.protocol = url.protocol.replace("http", "ws");
  return new WebSocket(url);
}

/** Shared by all tabs through the Web Locks API, which plain-http LAN names do not have: there each tab streams. */
async function takeSlot(): Promise<(() => void) | undefined> {
  if (!navigator.locks) return () => {};
  for (let slot = 0; slot < streamSlots; slot++) {
    const release = await tryLock(`stream-slot-${slot}`);
    if (release) return release;
  }
}

function tryLock(name: string): Promise<(() => void) | undefined> {
  return new Promise((resolve) => {
    navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      if (!lock) return resolve(undefined);
      return new Promise<void>((release) => resolve(release));
    });
  });
}

export function pauseOrWake(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      if (document.visibilityState === "visible" || signal.aborted) end();
    };
    const end = () => {
      clearTimeout(timer);
      globalThis.removeEventListener("online", wake);
      document.removeEventListener("visibilitychange", wake);
      signal.removeEventListener("abort", wake);
      resolve();
    };
    const timer = setTimeout(end, ms);
    globalThis.addEventListener("online", wake);
    document.addEventListener("visibilitychange", wake);
    signal.addEventListener("abort", wake);
  });
}
