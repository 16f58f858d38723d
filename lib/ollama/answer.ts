/** What Ollama says when it refuses: its error texts, statuses and nested JSON, as one of our errors. */
import type { IncomingMessage } from "node:http";
import { type AppError, ModelNotFoundError, OllamaRejectedError } from "@/lib/errors.ts";
import { readText } from "./body.ts";

const maxErrorBytes = 64 * 1024;

/** What was asked for, for the words of a 404, and the key that was shown, which no words may repeat. */
export interface Asked {
  model?: string;
  apiKey: string | null;
}

/** Throws unless the status is 2xx. */
export async function requireSuccess(response: IncomingMessage, asked: Asked): Promise<void> {
  const status = response.statusCode ?? 0;
  if (status >= 200 && status < 300) return;
  const body = await readText(response, maxErrorBytes);
  throw refusal(status, errorText(parseOr(body)) ?? plainText(body), asked);
}

/** The one JSON value that an answer is. `path` names what was asked, for the words of an error. */
export async function readValue(response: IncomingMessage, path: string, maxBytes: number): Promise<unknown> {
  const value = parseOr(await readText(response, maxBytes));
  if (value === undefined) throw unexpected(path);
  return value;
}

export function unexpected(path: string): OllamaRejectedError {
  return new OllamaRejectedError(
    `What answered ${path} does not look like Ollama. Check the address in Settings.`,
  );
}

/** The text of an `{"error": …}` value, or undefined when it is something else. */
export function errorText(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || !("error" in value)) return;
  const { error } = value;
  if (typeof error === "string") return innerMessage(error) ?? error;
  if (typeof error === "object" && error !== null && "message" in error) return String(error.message);
  return JSON.stringify(error);
}

/** An error that Ollama reported in words; `status` 200 when it came in the middle of an answer. */
export function refusal(status: number, text: string, { model, apiKey }: Asked): AppError {
  if (model !== undefined && /\bnot found\b/.test(text) && (status === 404 || status === 200)) {
    return new ModelNotFoundError(model);
  }
  const words = apiKey ? text.replaceAll(apiKey, "[API key]") : text;
  return new OllamaRejectedError(`Ollama refused: ${cap(words) || adviceWithoutText(status)}`, status);
}

/** Since 0.30 an error text can be JSON inside a string. */
function innerMessage(text: string): string | undefined {
  const inner = parseOr(text);
  return inner === undefined ? undefined : errorText(inner);
}

function parseOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // plain text or HTML: there is nothing inside
  }
}

function plainText(body: string): string {
  return body.trimStart().startsWith("<") ? "" : body.trim();
}

function cap(text: string): string {
  return text.length > 2000 ? `${text.slice(0, 2000)}…` : text;
}

function adviceWithoutText(status: number): string {
  if (status === 401) return "it wants a key (401). Store its API key in Settings.";
  if (status === 403) {
    return "it does not accept this host name (403). Use its IP address, or set OLLAMA_HOST=0.0.0.0 there.";
  }
  if (status === 429) return "too many requests (429). Try again in a moment.";
  return `it answered with status ${status} and no explanation. Look at its log.`;
}
