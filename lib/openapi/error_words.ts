/** What each error code means, for people. The compiler wants every code of lib/shared/error.ts here. */
import type { ReplyErrorCode } from "@/lib/shared/error.ts";

export const errorWords: Record<ReplyErrorCode, string> = {
  invalid_input: "Something in the request is wrong. `details` names each place.",
  unauthorized: "A password is set: log in, or send it as Bearer.",
  forbidden_host: "The `Host` header names a host that this server does not answer to: see `ALLOWED_HOSTS`.",
  forbidden_origin: "The request comes from another site: see `CORS_ORIGINS`.",
  not_found: "There is no such address, chat or message.",
  model_not_found: "Ollama has no such model, or the registry does not know it.",
  method_not_allowed: "The address does not have this method. The `Allow` header lists those it has.",
  conflict: "It cannot be done at this moment: a reply is being written, a model is in use, an id is taken.",
  setup_required: "No Ollama address is stored yet. Open `/setup`, or `PATCH /api/config`.",
  payload_too_large:
    "The body is too long: 2 MiB of JSON, 110 MiB for a chat with images, 512 MiB for an import.",
  rate_limited: "Too many wrong passwords. `Retry-After` says when to try again.",
  internal: "A fault of this server. Its log has the details under the request id.",
  ollama_rejected: "Ollama answered with an error, or with something that is not Ollama's.",
  ollama_unreachable: "No connection to Ollama.",
  database_unavailable: "The database cannot be used: locked, damaged, or its folder cannot be written.",
  ollama_timeout: "Ollama has been silent for too long.",
  storage_full: "The disk with the database is full. Nothing was stored.",
  interrupted: "The server ended in the middle of the reply. The text so far is stored and can be continued.",
  shutdown: "The server was being ended. The text so far is stored and can be continued.",
};
