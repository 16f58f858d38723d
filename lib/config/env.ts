/** The environment, read once and validated. Placeholder shape: the edge fills it in. */

export interface Env {
  host: string;
  port: number;
  dataDir: string;
  databasePath: string;
  configKey: string | null;
  configKeyPrevious: string[];
  ollamaBaseUrl: string;
  ollamaBin: string;
  accessPassword: string | null;
  trustProxyAuth: boolean;
  allowedHosts: string[];
  corsOrigins: string[];
  logLevel: "debug" | "info" | "warning" | "error";
  logFormat: "pretty" | "json";
  heartbeatMs: number;
  sseBuffer: number;
  streamGraceMs: number;
  modelPollMs: number;
  /** 0 = never. */
  upstreamIdleMs: number;
}
