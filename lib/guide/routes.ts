/** The Guide's addresses. */
import { copy, ps, remove, show, tags } from "./api/catalog.ts";
import { chat } from "./api/chat.ts";
import { create, hasBlob, storeBlob } from "./api/create.ts";
import { embed, embeddings } from "./api/embed.ts";
import { cloudStatus, refuseSignedOut } from "./api/find_model.ts";
import { generate } from "./api/generate.ts";
import { chatCompletions, listModels } from "./api/openai.ts";
import { pull } from "./api/pull.ts";
import type { Parts } from "./parts.ts";
import type { Routes } from "./wire/router.ts";

export function routesOf(parts: Parts): Routes {
  return {
    "GET /": (exchange) =>
      exchange.send(200, { "Content-Type": "text/plain; charset=utf-8" }, "Ollama is running"),
    "GET /api/version": (exchange) => exchange.json(200, { version: parts.settings.version }),
    "GET /api/tags": (exchange) => tags(parts, exchange),
    "GET /api/ps": (exchange) => ps(parts, exchange),
    "POST /api/show": (exchange) => show(parts, exchange),
    "POST /api/chat": (exchange) => chat(parts, exchange),
    "POST /api/generate": (exchange) => generate(parts, exchange),
    "POST /api/copy": (exchange) => copy(parts, exchange),
    "POST /api/embed": (exchange) => embed(parts, exchange),
    "POST /api/embeddings": (exchange) => embeddings(parts, exchange),
    "POST /api/pull": (exchange) => pull(parts, exchange),
    "POST /api/create": (exchange) => create(parts, exchange),
    "HEAD /api/blobs/*": (exchange) => hasBlob(parts, exchange),
    "POST /api/blobs/*": (exchange) => storeBlob(parts, exchange),
    "GET /api/status": (exchange) => exchange.json(200, cloudStatus(parts)),
    "POST /api/me": () => refuseSignedOut(),
    "POST /v1/chat/completions": (exchange) => chatCompletions(parts, exchange),
    "GET /v1/models": (exchange) => listModels(parts, exchange),
    "DELETE /api/delete": (exchange) => remove(parts, exchange),
  };
}
