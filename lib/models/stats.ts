/**
 * What a model has cost so far: loading, reading a prompt, writing. The expected time of a phase is from here.
 *
 * Averages that forget: the newest value counts for a third, so a new GPU or driver shows after a few replies.
 */
import type { Database } from "@/lib/db/database.ts";
import { type ModelStatsRow, selectModelStats, upsertModelStats } from "@/lib/db/model_stats.ts";
import { modelKey } from "@/lib/shared/model.ts";

export interface ReplyFigures {
  model: string;
  /** Ollama's load_duration; a model that was in memory already has a small one. */
  loadMs: number | null;
  promptTokens: number | null;
  promptEvalMs: number | null;
  completionTokens: number | null;
  evalMs: number | null;
  /** Milliseconds since 1970. */
  now: number;
}

/** Below this nothing was loaded: the model was there, and its start took this long. */
const loadedAlreadyMs = 200;
const newestShare = 1 / 3;

export function recordReply(db: Database, reply: ReplyFigures): void {
  const row = read(db, reply.model);
  if (reply.loadMs !== null && reply.loadMs >= loadedAlreadyMs) addLoad(row, reply.loadMs);
  const promptMs = perToken(reply.promptEvalMs, reply.promptTokens);
  if (promptMs !== null) {
    row.prompt_ms_per_token = blend(row.prompt_ms_per_token, promptMs);
    row.prompts += 1;
  }
  const evalMs = perToken(reply.evalMs, reply.completionTokens);
  if (evalMs !== null) {
    row.eval_ms_per_token = blend(row.eval_ms_per_token, evalMs);
    row.replies += 1;
  }
  db.relaxed(() => upsertModelStats(db, { ...row, updated_at: reply.now }));
}

/** A load that the server was told to do, outside of a reply. */
export function recordLoad(db: Database, load: { model: string; loadMs: number; now: number }): void {
  const row = read(db, load.model);
  addLoad(row, load.loadMs);
  db.relaxed(() => upsertModelStats(db, { ...row, updated_at: load.now }));
}

/** Null when it has never been loaded since its figures are kept. */
export function expectLoadMs(db: Database, model: string): number | null {
  const ms = selectModelStats(db, modelKey(model))?.load_ms ?? null;
  return ms === null ? null : Math.round(ms);
}

export function expectPromptMs(db: Database, model: string, tokens: number): number | null {
  const ms = selectModelStats(db, modelKey(model))?.prompt_ms_per_token ?? null;
  return ms === null ? null : Math.round(ms * tokens);
}

function read(db: Database, model: string): ModelStatsRow {
  const key = modelKey(model);
  return selectModelStats(db, key) ?? {
    key,
    load_ms: null,
    loads: 0,
    prompt_ms_per_token: null,
    prompts: 0,
    eval_ms_per_token: null,
    replies: 0,
    updated_at: 0,
  };
}

function addLoad(row: ModelStatsRow, ms: number): void {
  row.load_ms = blend(row.load_ms, ms);
  row.loads += 1;
}

function perToken(ms: number | null, tokens: number | null): number | null {
  return ms === null || tokens === null || ms <= 0 || tokens <= 0 ? null : ms / tokens;
}

function blend(former: number | null, newest: number): number {
  return former === null ? newest : former + (newest - former) * newestShare;
}
