/** `csp()`: the Content-Security-Policy of what follows. */
import type { Middleware } from "./middleware.ts";
import { nonceOf } from "./render/page.ts";

export interface CSPOptions {
  /** Send the header with which browsers only report. */
  reportOnly?: boolean;
  /** Where browsers report to. */
  reportTo?: string;
  /** Directives that replace the default of the same name, or are added. */
  csp?: string[];
  /** Have pages name their nonce in place of `'unsafe-inline'`. */
  useNonce?: boolean;
}

export function csp<State>(options: CSPOptions = {}): Middleware<State> {
  const directives = mergeDirectives(options);
  const header = options.reportOnly ? "content-security-policy-report-only" : "content-security-policy";
  return async (ctx) => {
    const response = await ctx.next();
    const nonce = options.useNonce ? nonceOf(response) : undefined;
    const policy = nonce ? directives.map((directive) => withNonce(directive, nonce)) : directives;
    response.headers.set(header, policy.join("; "));
    if (options.reportTo) response.headers.set("reporting-endpoints", `csp-endpoint="${options.reportTo}"`);
    return response;
  };
}

const DEFAULTS = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "upgrade-insecure-requests",
];

function mergeDirectives({ csp = [], reportTo }: CSPOptions): string[] {
  const report = reportTo ? ["report-to csp-endpoint", `report-uri ${reportTo}`] : [];
  return [...new Map([...DEFAULTS, ...csp, ...report].map((text) => [directiveName(text), text])).values()];
}

function withNonce(directive: string, nonce: string): string {
  return /^(default-src|(script|style)-src(-elem)?|style-src-attr)$/.test(
      directiveName(directive),
    )
    ? directive.replaceAll("'unsafe-inline'", `'nonce-${nonce}'`)
    : directive;
}

function directiveName(directive: string): string {
  return directive.trim().split(/\s/)[0]!;
}
