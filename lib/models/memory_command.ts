/**
 * The two ways to tell Ollama to load or unload: its own program where that is there, otherwise its API.
 *
 * The program's failure is the failure: there is no second try by the other way.
 */
import type { Env } from "@/lib/config/env.ts";
import type { Settings } from "@/lib/config/settings.ts";
import type { Ollama } from "@/lib/ollama/client.ts";
import { findProgram } from "@/lib/ollama/find_program.ts";
import { type Command, runOllama } from "@/lib/ollama/process.ts";
import { isLoopbackHost } from "@/lib/shared/ip.ts";
import type { LocalModel } from "./model_cache.ts";

export interface CommandDeps {
  env: Pick<Env, "ollamaBin">;
  ollama: Ollama;
  settings: Settings;
}

export interface Reporting {
  say: (line: string) => void;
  signal: AbortSignal;
}

export type Way = "cli" | "api";

const loadMs = 15 * 60_000;
const unloadMs = 60_000;

export async function sendLoad(
  deps: CommandDeps,
  { model, keepAlive }: { model: LocalModel; keepAlive?: string | number },
  { say, signal }: Reporting,
): Promise<Way> {
  const program = await findProgramFor(deps, model);
  if (program) {
    const command = { verb: "run", name: model.name, keepAlive: toDuration(keepAlive) } as const;
    await runProgram(deps, { program, command, timeoutMs: loadMs }, { say, signal });
    return "cli";
  }
  say(`Loading ${model.name} by Ollama's API.`);
  const options = { keepAlive: toNumber(keepAlive), isEmbedding: model.isEmbedding };
  await deps.ollama.load(model.name, options, signal);
  return "api";
}

export async function sendUnload(
  deps: CommandDeps,
  model: LocalModel,
  { say, signal }: Reporting,
): Promise<Way> {
  const program = await findProgramFor(deps, model);
  if (program) {
    const command = { verb: "stop", name: model.name } as const;
    await runProgram(deps, { program, command, timeoutMs: unloadMs }, { say, signal });
    return "cli";
  }
  say(`Unloading ${model.name} by Ollama's API.`);
  await deps.ollama.load(model.name, { keepAlive: 0, isEmbedding: model.isEmbedding }, signal);
  return "api";
}

async function runProgram(
  { ollama }: CommandDeps,
  { program, command, timeoutMs }: { program: string; command: Command; timeoutMs: number },
  { say, signal }: Reporting,
): Promise<void> {
  say(`ollama ${command.verb} ${command.name}`);
  const options = { program, baseUrl: ollama.baseUrl, timeoutMs, signal };
  for await (const line of runOllama(command, options)) say(line);
}

/**
 * The program can send no API key, refuses embedding models without a text, and one on this machine says
 * little of a server elsewhere: then HTTP.
 */
async function findProgramFor(
  { env, ollama, settings }: CommandDeps,
  model: LocalModel,
): Promise<string | undefined> {
  const isHere = isLoopbackHost(new URL(ollama.baseUrl).hostname);
  if (model.isEmbedding || !isHere || settings.config().has_api_key) return;
  return await findProgram(env.ollamaBin);
}

/** The program wants a unit; a plain number means seconds. */
function toDuration(keepAlive: string | number | undefined): string | undefined {
  if (keepAlive === undefined) return undefined;
  return isSeconds(keepAlive) ? `${keepAlive}s` : String(keepAlive);
}

/** The API takes a number as seconds, but refuses one written as a string. */
function toNumber(keepAlive: string | number | undefined): string | number | undefined {
  return keepAlive !== undefined && isSeconds(keepAlive) ? Number(keepAlive) : keepAlive;
}

function isSeconds(keepAlive: string | number): boolean {
  return /^-?\d+(\.\d+)?$/.test(String(keepAlive));
}
