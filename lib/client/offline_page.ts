/** The service worker that says so when the server is away. Where there is none, the browser's own page does. */
import { vouchFor } from "./script_address.ts";

/** It can wait: the page at hand is there. */
export function registerOfflinePage(): void {
  const wait = globalThis.requestIdleCallback ?? setTimeout;
  if (navigator.serviceWorker) {
    wait(() => navigator.serviceWorker.register(vouchFor("/offline.js")).catch(() => {})); // refused under a certificate of one's own
  }
}
