/** The error codes of the API with their HTTP statuses, and the envelope every failed answer has. */

export const errorStatus = {
  invalid_input: 400,
  unauthorized: 401,
  forbidden_host: 403,
  forbidden_origin: 403,
  not_found: 404,
  model_not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  setup_required: 409,
  payload_too_large: 413,
  rate_limited: 429,
  internal: 500,
  ollama_rejected: 502,
  ollama_unreachable: 503,
  database_unavailable: 503,
  ollama_timeout: 504,
  storage_full: 507,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** Codes that only a stored reply or a stream can have. */
export type ReplyErrorCode = ErrorCode | "interrupted" | "shutdown";

export interface ErrorDetail {
  /** Dotted: `options.temperature`, `images.0`. */
  path: string;
  message: string;
}

export interface ErrorEnvelope {
  error: { code: ErrorCode; message: string; details?: ErrorDetail[]; request_id: string };
}

export interface ReplyError {
  code: ReplyErrorCode;
  message: string;
}
