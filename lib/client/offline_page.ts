/** The service worker that says so when the server is away. Where there is none, the browser's own page does. */

const worker = "/offline.js";

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(): string }): { createScriptURL(url: string): string };
}

/** It can wait: the page at hand is there. */
export function registerOfflinePage(): void {
  const wait = globalThis.requestIdleCallback ?? setTimeout;
  if (navigator.serviceWorker) wait(() => register().catch(() => {})); // refused under a certificate of one's own
}

/** The one policy that a page may have vouches for this one address, whatever it is asked. */
async function register(): Promise<void> {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy("chat", { createScriptURL: () => worker });
  await navigator.serviceWorker.register(policy?.createScriptURL(worker) ?? worker);
}
