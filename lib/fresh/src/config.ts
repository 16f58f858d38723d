/** An app's settings, as given and as used. */
export interface FreshConfig {
  /** In front of every route, e.g. `/ui`. Default: none. */
  basePath?: string;
  /** Builds and the development server set it. Default: production. */
  mode?: "development" | "production";
  /** Take `ctx.url`'s protocol and host from `X-Forwarded-*`. Default: false. */
  trustProxy?: boolean;
}

export interface ResolvedFreshConfig {
  /** The project's folder; a build sets it. */
  root: string;
  basePath: string;
  mode: "development" | "production";
  trustProxy: boolean;
}

export function resolveConfig(config: FreshConfig): ResolvedFreshConfig {
  return {
    root: ".",
    basePath: (config.basePath ?? "").replace(/\/+$/, ""),
    mode: config.mode ?? "production",
    trustProxy: config.trustProxy ?? false,
  };
}
