/** What the API answers about itself: health, version, settings, errors. */
import * as z from "zod";
import type { healthReport } from "@/lib/http/health.ts";
import type * as config from "@/lib/shared/config.ts";
import { titleGeneration } from "@/lib/shared/config.ts";
import { type ErrorEnvelope, errorStatus } from "@/lib/shared/error.ts";
import * as keys from "@/lib/shared/keys.ts";
import type * as options from "@/lib/shared/prompt_options.ts";
import { PromptOptionsPatch } from "@/lib/shared/prompt_options.ts";
import { languageChoices } from "@/lib/shared/language.ts";
import { themes } from "@/lib/shared/theme.ts";
import { Bytes, like, Ms, Time } from "./like.ts";

const errorCodes = Object.keys(errorStatus) as (keyof typeof errorStatus)[];

export const ErrorCode = z.enum(errorCodes);

export const ErrorAnswer = like<ErrorEnvelope>()(z.strictObject({
  error: z.strictObject({
    code: ErrorCode,
    message: z.string(),
    details: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
    request_id: z.uuid(),
  }),
}));

export const Gpu = z.strictObject({
  name: z.string(),
  utilization_percent: z.number().nullable(),
  memory_used_bytes: Bytes.nullable(),
  memory_total_bytes: Bytes.nullable(),
});

const health = {
  version: z.string(),
  uptime_seconds: z.int().min(0),
  ollama: z.strictObject({
    status: z.enum(["ok", "unreachable", "unknown"]),
    version: z.string().nullable(),
    latency_ms: Ms.nullable(),
    checked_at: Time.nullable(),
    error: z.string().nullable(),
  }),
  scheduler: z.strictObject({
    status: z.enum(["running", "stopped"]),
    interval_seconds: z.number().min(0),
    last_run_at: Time.nullable(),
    next_run_at: Time.nullable(),
    last_error: z.string().nullable(),
  }),
  models: z.strictObject({ installed: z.int(), loaded: z.int(), vram_bytes: Bytes }),
  system: z.strictObject({
    cpu_percent: z.number().nullable(),
    memory_used_bytes: Bytes.nullable(),
    memory_total_bytes: Bytes.nullable(),
    gpus: z.array(Gpu),
  }),
  streams: z.strictObject({ active: z.int().min(0) }),
};

type Reported = ReturnType<typeof healthReport>;
/** The report's two states are plain strings to the compiler. */
type Checked = Omit<Reported, "status" | "db_status"> & {
  status: "ok" | "degraded";
  db_status: "ok" | "error";
};

export const Health = like<Checked>()(z.strictObject({
  status: z.enum(["ok", "degraded"]),
  db_status: z.enum(["ok", "error"]),
  ...health,
}));

export const Version = z.strictObject({
  app: z.strictObject({ version: z.string() }),
  ollama: z.strictObject({ version: z.string() }),
});

export const PromptOptions = like<options.PromptOptions>()(PromptOptionsPatch.required());

const Keys = like<keys.Keys>()(
  z.strictObject(
    Object.fromEntries(keys.keyActions.map((action) => [action, z.string()])) as Record<
      keys.KeyAction,
      z.ZodString
    >,
  ),
);

export const Config = like<config.Config>()(z.strictObject({
  setup_complete: z.boolean(),
  ollama_base_url: z.string(),
  has_api_key: z.boolean(),
  theme: z.enum(themes),
  language: z.enum(languageChoices),
  default_model: z.string().nullable(),
  title_generation: z.enum(titleGeneration),
  title_model: z.string().nullable(),
  background_generation: z.boolean(),
  system_prompt: z.string().nullable(),
  keep_alive: z.string().nullable(),
  options: PromptOptions,
  keys: Keys,
  key_problem: z.string().nullable(),
  updated_at: Time.nullable(),
}));

const connection = {
  works: z.strictObject({ ok: z.literal(true), version: z.string(), models: z.int(), latency_ms: Ms }),
  fails: z.strictObject({
    ok: z.literal(false),
    error: z.strictObject({ code: z.string(), message: z.string() }),
    hint: z.string(),
  }),
};

export const ConnectionResult = like<config.ConnectionResult>()(
  z.union([connection.works, connection.fails]),
);
