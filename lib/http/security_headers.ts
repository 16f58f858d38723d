/**
 * The headers that every answer has (CONTRACT §8), with a policy of our own making.
 *
 * Never `upgrade-insecure-requests`: it breaks every script under a plain-http name of a local network.
 */

const fixedHeaders: Record<string, string> = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-DNS-Prefetch-Control": "off",
};

/** Replaces the policy that Fresh's `csp()` has set, and keeps the nonce that it tells of. */
export function setSecurityHeaders(headers: Headers): void {
  const nonce = isHtml(headers) ? findNonce(headers.get("Content-Security-Policy")) : undefined;
  headers.set("Content-Security-Policy", contentPolicy(nonce));
  for (const [name, value] of Object.entries(fixedHeaders)) headers.set(name, value);
}

export function contentPolicy(nonce?: string): string {
  const own = nonce ? `'self' 'nonce-${nonce}'` : "'self'";
  return [
    "default-src 'none'",
    `script-src ${own}`,
    `style-src ${own}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types chat",
  ].join("; ");
}

export function isHtml(headers: Headers): boolean {
  return headers.get("Content-Type")?.startsWith("text/html") ?? false;
}

function findNonce(policy: string | null): string | undefined {
  return policy?.match(/'nonce-([A-Za-z0-9+/=_-]+)'/)?.[1];
}
