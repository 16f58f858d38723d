/** The Guide's addresses. */
import { copy, ps, remove, show, tags } from "./api/catalog.ts";
import { chat } from "./api/chat.ts";
import { generate } from "./api/generate.ts";
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
    "DELETE /api/delete": (exchange) => remove(parts, exchange),
  };
}
