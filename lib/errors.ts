/**
 * What can go wrong, in the app's own words, and the only map from a thrown value to a code and a message.
 *
 * Messages say what failed on what and what to do; they never hold a stack trace, a secret or a prompt.
 */
import { type ErrorCode, type ErrorDetail, errorStatus, type ReplyErrorCode } from "@/lib/shared/error.ts";

export interface AppErrorOptions {
  details?: ErrorDetail[];
  headers?: Record<string, string>;
  cause?: unknown;
}

export class AppError extends Error {
  readonly details?: ErrorDetail[];
  readonly headers?: Record<string, string>;

  constructor(readonly code: ReplyErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = new.target.name;
    this.details = options.details;
    this.headers = options.headers;
  }
}

export class InvalidInputError extends AppError {
  constructor(message: string, details: ErrorDetail[] = []) {
    super("invalid_input", message, { details });
  }
}

/** `noun` and `id` as a person would name them: `There is no chat "…".` */
export class NotFoundError extends AppError {
  constructor(noun: string, id: string) {
    super("not_found", `There is no ${noun} "${id}".`);
  }
}

export class ModelNotFoundError extends AppError {
  constructor(name: string, advice = "Pull it on the Models page, or choose another model.") {
    super("model_not_found", `The model "${name}" is not installed. ${advice}`);
  }
}

export class ConflictError extends AppError {
  constructor(message: string) {
    super("conflict", message);
  }
}

export class SetupRequiredError extends AppError {
  constructor() {
    super("setup_required", "No Ollama address is stored yet. Open /setup, or PATCH /api/config.");
  }
}

export class OllamaUnreachableError extends AppError {
  constructor(message: string, cause?: unknown) {
    super("ollama_unreachable", message, { cause });
  }
}

export class OllamaTimeoutError extends AppError {
  constructor(message: string) {
    super("ollama_timeout", message);
  }
}

export class OllamaRejectedError extends AppError {
  constructor(message: string, readonly status?: number) {
    super("ollama_rejected", message);
  }
}

/** The upstream went away in the middle of a reply: what came so far is kept and can be continued. */
export class OllamaDroppedError extends AppError {
  constructor(message: string, cause?: unknown) {
    super("ollama_unreachable", message, { cause });
  }
}

/** Of a database in memory: there no disk is full. */
export class MemoryFullError extends AppError {
  constructor() {
    super("storage_full", "There is no room left for temporary chats. Close one of them, or keep it.");
  }
}

export interface ErrorDescription {
  code: ReplyErrorCode;
  status: number;
  message: string;
  details?: ErrorDetail[];
  headers?: Record<string, string>;
}

export function describeError(error: unknown): ErrorDescription {
  if (error instanceof AppError) {
    const { code, message, details, headers } = error;
    return { code, status: statusOf(code), message, details, headers };
  }
  const storage = describeStorageError(error);
  if (storage) return storage;
  return {
    code: "internal",
    status: 500,
    message: "Something went wrong in Chat WebUI. Its log has the details under this request id.",
  };
}

function statusOf(code: ReplyErrorCode): number {
  return errorStatus[code as ErrorCode] ?? 500;
}

/** No room on the disk, or none left of the user's share: SQLite's error or the system's. */
export function isStorageFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return sqliteCode(error) === 13 || /disk is full/.test(error.message) && isSqliteError(error) ||
    ["ENOSPC", "EDQUOT"].includes(String((error as { code?: unknown }).code));
}

/** What SQLite says of a file that is not as it was written. */
export function isDatabaseDamaged(error: unknown): boolean {
  return isSqliteError(error) &&
    ([11, 26].includes(sqliteCode(error)) || damage.test(error.message));
}

/** The last one is the search index's. */
const damage = /malformed|not a database|vtable constructor failed/;

function isSqliteError(error: unknown): error is Error {
  return error instanceof Error && (error as { code?: unknown }).code === "ERR_SQLITE_ERROR";
}

/** The primary code: statements' errors carry `errcode`, those of `exec()` and `open` only a message. */
function sqliteCode(error: Error): number {
  return isSqliteError(error) ? Number((error as { errcode?: unknown }).errcode ?? 0) & 0xff : 0;
}

function describeStorageError(error: unknown): ErrorDescription | undefined {
  if (isStorageFull(error)) {
    return {
      code: "storage_full",
      status: 507,
      message: "The disk with the chat database is full: nothing was stored. Free some space and try again.",
    };
  }
  if (!isSqliteError(error)) return;
  const primary = sqliteCode(error);
  const busy = primary === 5 || primary === 6 || /is locked/.test(error.message);
  const unusable = busy || damage.test(error.message) || [8, 10, 11, 14, 26].includes(primary) ||
    /readonly|unable to open|disk I\/O/.test(error.message);
  if (!unusable) return;
  return {
    code: "database_unavailable",
    status: 503,
    message: busy
      ? "The chat database is locked by another program. Nothing was stored; try again in a moment."
      : `The chat database cannot be used (${error.message}). Check its folder, its owner and the disk.`,
    headers: busy ? { "Retry-After": "5" } : undefined,
  };
}
