/**
 * The environment: read once, validated as a whole, flags before variables before `.env`.
 *
 * All that is wrong is reported together. Knows the variables' names and rules, not what they are used for.
 */
import { parseEnv } from "node:util";
import * as z from "zod";
import { isKey } from "@/lib/crypto/key.ts";
import { addressText, parseOllamaAddress, parseOllamaHost } from "@/lib/ollama/address.ts";
import { issueWords } from "@/lib/shared/issue_words.ts";
import { isLoopbackHost } from "@/lib/shared/ip.ts";
import type { Flags } from "./flags.ts";

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

/** One line a bad variable: `PORT: must be …`. The program ends with code 2. */
export class BadEnvironmentError extends Error {
  override name = "BadEnvironmentError";

  constructor(readonly problems: string[]) {
    super(problems.join("\n"));
  }
}

export type Variables = Record<string, string | undefined>;

/** Variables that are set but empty count as not set. Throws BadEnvironmentError. */
export function readEnv(variables: Variables, flags: Flags = {}): Env {
  const isSet = ([, value]: [string, string | undefined]) => value !== undefined && value.trim() !== "";
  const given = Object.fromEntries(Object.entries(variables).filter(isSet));
  if (flags.host !== undefined) given.HOST = flags.host;
  if (flags.port !== undefined) given.PORT = flags.port;
  if (flags.dataDir !== undefined) given.DATA_DIR = flags.dataDir;

  const parsed = Schema.safeParse(given, { error: issueWords });
  const problems = parsed.error?.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`) ?? [];
  const ollama = readOllamaAddress(given, problems);
  if (isOpenWithoutPassword(given)) {
    problems.push(
      `ACCESS_PASSWORD: required, since HOST ${given.HOST} can be reached from other machines. ` +
        "Set a password, or TRUST_PROXY_AUTH=1 when a proxy before this asks for one.",
    );
  }
  if (!parsed.success || problems.length > 0) throw new BadEnvironmentError(problems);
  return assemble(parsed.data, ollama);
}

/** The working directory's `.env`; without one, nothing. */
export function readDotenv(path = ".env"): Variables {
  try {
    return { ...parseEnv(Deno.readTextFileSync(path)) };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return {};
    throw new BadEnvironmentError([`.env: cannot be read (${(error as Error).message})`]);
  }
}

const wholeNumber = (least: number, most: number) =>
  z.string().trim().regex(/^\d+$/, `must be a whole number from ${least} to ${most}`).transform(Number)
    .refine((value) => value >= least && value <= most, `must be a whole number from ${least} to ${most}`);

const seconds = (least: number, most: number) =>
  z.string().trim().regex(/^\d+(\.\d+)?$/, `must be seconds from ${least} to ${most}`).transform(Number)
    .refine((value) => value >= least && value <= most, `must be seconds from ${least} to ${most}`)
    .transform((value) => Math.round(value * 1000));

const list = (isValid: (item: string) => boolean, message: string) =>
  z.string().transform((text) => text.split(",").map((item) => item.trim()).filter((item) => item !== ""))
    .refine((items) => items.every(isValid), message);

const keyMessage = "must be 32 bytes in base64, as `openssl rand -base64 32` makes them";

const Schema = z.object({
  HOST: z.string().trim().regex(/^[^\s/@?#]+$/, "must be an address or a name, without port or path")
    .refine((host) => !/^\[?[^\]:]*\]?:\d*$/.test(host), "must be an address or a name, without port or path")
    .default("127.0.0.1"),
  PORT: wholeNumber(0, 65535).default(8000),
  DATA_DIR: path("DATA_DIR").default("./data"),
  DATABASE_PATH: path("DATABASE_PATH").optional(),
  CONFIG_KEY: z.string().trim().refine(isKey, keyMessage).optional(),
  CONFIG_KEY_PREVIOUS: list(isKey, `${keyMessage}; several with commas between`).default([]),
  OLLAMA_BIN: z.string().trim().default("ollama"),
  ACCESS_PASSWORD: z.string().max(1024, "must not be longer than 1024 characters").optional(),
  TRUST_PROXY_AUTH: z.enum(["0", "1", "false", "true"], "must be 1 or 0").default("0"),
  ALLOWED_HOSTS: list(isHostEntry, "must be host names, each with or without a port, commas between")
    .default([]),
  CORS_ORIGINS: list(isOrigin, "must be origins such as https://chat.example, commas between").default([]),
  LOG_LEVEL: z.enum(["debug", "info", "warning", "error"], "must be debug, info, warning or error")
    .default("info"),
  LOG_FORMAT: z.enum(["pretty", "json"], "must be pretty or json").optional(),
  SSE_HEARTBEAT_SECONDS: seconds(0.1, 3600).default(15_000),
  SSE_BUFFER: wholeNumber(1, 10_000_000).default(20_000),
  STREAM_GRACE_SECONDS: seconds(0, 86_400).default(0),
  MODEL_POLL_SECONDS: seconds(1, 86_400).default(60_000),
  UPSTREAM_IDLE_SECONDS: seconds(0, 86_400).default(120_000),
});

function path(name: string) {
  return z.string().trim().refine((text) => !text.includes("\0"), `${name} must not contain NUL`);
}

function assemble(read: z.infer<typeof Schema>, ollamaBaseUrl: string): Env {
  return {
    host: read.HOST.replace(/^\[|\]$/g, ""),
    port: read.PORT,
    dataDir: read.DATA_DIR,
    databasePath: read.DATABASE_PATH ?? `${read.DATA_DIR.replace(/\/+$/, "")}/chatbot.db`,
    configKey: read.CONFIG_KEY ?? null,
    configKeyPrevious: read.CONFIG_KEY_PREVIOUS,
    ollamaBaseUrl,
    ollamaBin: read.OLLAMA_BIN,
    accessPassword: read.ACCESS_PASSWORD ?? null,
    trustProxyAuth: isTrue(read.TRUST_PROXY_AUTH),
    allowedHosts: read.ALLOWED_HOSTS,
    corsOrigins: read.CORS_ORIGINS.map((origin) => origin.toLowerCase()),
    logLevel: read.LOG_LEVEL,
    logFormat: read.LOG_FORMAT ?? (Deno.stderr.isTerminal() ? "pretty" : "json"),
    heartbeatMs: read.SSE_HEARTBEAT_SECONDS,
    sseBuffer: read.SSE_BUFFER,
    streamGraceMs: read.STREAM_GRACE_SECONDS,
    modelPollMs: read.MODEL_POLL_SECONDS,
    upstreamIdleMs: read.UPSTREAM_IDLE_SECONDS,
  };
}

function readOllamaAddress(given: Variables, problems: string[]): string {
  const [name, parse] = given.OLLAMA_BASE_URL !== undefined
    ? ["OLLAMA_BASE_URL", parseOllamaAddress] as const
    : ["OLLAMA_HOST", parseOllamaHost] as const;
  try {
    return addressText(parse(given[name] ?? ""));
  } catch (error) {
    problems.push(`${name}: ${(error as Error).message}`);
    return "";
  }
}

/** Only what is known to be loopback may do without a password. */
function isOpenWithoutPassword(given: Variables): boolean {
  const isOpen = given.HOST !== undefined && !isLoopbackHost(given.HOST.trim());
  return isOpen && given.ACCESS_PASSWORD === undefined && !isTrue(given.TRUST_PROXY_AUTH ?? "0");
}

function isTrue(text: string): boolean {
  return text.trim() === "1" || text.trim() === "true";
}

/** `name`, `name:8080`, `192.0.2.7:80`, `[2001:db8::1]:80`. */
function isHostEntry(text: string): boolean {
  return /^(\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9._-]*[a-z0-9])?\.?)(:\d{1,5})?$/i.test(text);
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text.toLowerCase();
}
