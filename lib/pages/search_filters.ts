/** What the search page's form filters by, as it stands in the address. What is none of it is left out. */
import { findSession } from "@/lib/chat/sessions.ts";
import type { Deps } from "@/lib/deps.ts";
import { listUsedModels } from "@/lib/search/used_models.ts";
import { isId } from "@/lib/shared/id.ts";
import type { SearchQuery } from "@/lib/shared/search.ts";

export interface SearchFilters {
  /** The only chat to look in. */
  chat: { id: string; title: string } | null;
  role: "user" | "assistant" | "";
  /** To be chosen from, with the one that is chosen. */
  models: string[];
  model: string;
  /** Days of the machine's time zone: `2026-11-24`. */
  from: string;
  to: string;
}

export function readFilters(deps: Deps, search: URLSearchParams): SearchFilters {
  const model = (search.get("model") ?? "").trim().slice(0, 350);
  const [from, to] = [dayIn(search, "from"), dayIn(search, "to")];
  const installed = deps.catalog.list().items.map(({ name }) => name);
  return {
    chat: findChat(deps, search.get("session_id") ?? ""),
    role: roles.find((role) => role === search.get("role")) ?? "",
    models: [...new Set([...installed, ...listUsedModels(deps), ...(model ? [model] : [])])].toSorted(),
    model,
    ...(from && to && from > to ? { from: to, to: from } : { from, to }),
  };
}

/** As fields of the address. */
export function filterFields({ chat, role, model, from, to }: SearchFilters): Record<string, string> {
  const fields = { session_id: chat?.id ?? "", role, model, from, to };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));
}

export function filterQuery({ chat, role, model, from, to }: SearchFilters): Partial<SearchQuery> {
  return {
    ...(chat && { session_id: chat.id }),
    ...(role && { role }),
    ...(model && { model }),
    ...(from && { from: startOf(from) }),
    ...(to && { to: startOf(to, 1) - 1 }),
  };
}

const roles = ["user", "assistant"] as const;

function findChat(deps: Deps, id: string): SearchFilters["chat"] {
  const session = isId(id) ? findSession(deps, id.toLowerCase()) : undefined;
  return session ? { id: session.id, title: session.title } : null;
}

function dayIn(search: URLSearchParams, name: string): string {
  const day = search.get(name) ?? "";
  return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)) ? day : "";
}

/** In the machine's time zone, so many days later. */
function startOf(day: string, later = 0): number {
  const start = new Date(`${day}T00:00:00`);
  return start.setDate(start.getDate() + later);
}
