/** What a chat's page shows: a window of its messages, and what its composer needs to know. */
import { countImages } from "@/lib/chat/images.ts";
import { getSession } from "@/lib/chat/sessions.ts";
import { thinkingTimes } from "@/lib/chat/thinking_time.ts";
import { countUnseen } from "@/lib/chat/unseen.ts";
import { openWindow, type Place } from "@/lib/chat/window.ts";
import type { Deps } from "@/lib/deps.ts";
import { expectLoadMs } from "@/lib/models/stats.ts";
import { isId } from "@/lib/shared/id.ts";
import type { Keys } from "@/lib/shared/keys.ts";
import type { Message } from "@/lib/shared/message.ts";
import { isChatModel, type Model } from "@/lib/shared/model.ts";
import { noPromptOptions, type PromptOptions } from "@/lib/shared/prompt_options.ts";

export interface ChatView {
  id: string | null;
  /** Null before the chat is begun. */
  title: string | null;
  /** It is never stored. */
  isTemporary: boolean;
  messages: Message[];
  /** The oldest message shown, when there are older ones. */
  olderBefore: string | null;
  /** The newest one shown, when there are newer ones: the end of the page is not the chat's end. */
  newerAfter: string | null;
  /** There are more messages than a page shows. */
  isLong: boolean;
  unseen: number;
  generating: string | null;
  /** How long replies were thought about, by their ids. */
  thinkingMs: Record<string, number>;
  /** How many images came with messages, by their ids. */
  images: Record<string, number>;
  /** What the newest reply says of the chat's length. */
  reply: Pick<Message, "model" | "metrics"> | null;
  /** A message of another branch than the current one, which is the one shown. */
  elsewhere?: string;
  /** A message to edit or to ask about. */
  focus?: { id: string; mode: "editing" | "deleting" };
  /** Why what was sent was not taken. */
  problem?: string;
  /** There is nothing that could answer. */
  hasNoModel: boolean;
  readiness: ModelReadiness;
  /** The reader's keys. */
  keys: Keys;
  composer: ComposerView;
}

/** Whether the model that would answer can, and at once. */
export type ModelReadiness =
  | { state: "ready" }
  | { state: "not-loaded"; name: string; expectedMs: number }
  | { state: "missing"; name: string; others: string[] };

export interface ComposerView {
  draft: string;
  models: Pick<Model, "name" | "state" | "capabilities" | "context_length" | "loaded_context">[];
  model: string | null;
  background: boolean;
  options: PromptOptions;
  defaults: PromptOptions;
  systemPrompt: string | null;
  defaultSystemPrompt: string | null;
}

export interface ChatQuery {
  /** Null for a chat that is not begun yet. */
  id: string | null;
  search: URLSearchParams;
}

/** What was sent and refused is shown again, to be sent once more. */
export interface Refusal {
  problem: string;
  draft: string;
}

const messagesAtOnce = 40;

export function chatView(deps: Deps, { id, search }: ChatQuery, refusal?: Refusal): ChatView {
  if (id === null) return { ...emptyView(deps, refusal), problem: refusal?.problem };
  const session = getSession(deps, id);
  const wanted = idIn(search, "edit") ?? idIn(search, "delete") ?? idIn(search, "at");
  const page = openWindow(deps, { sessionId: id, place: placeIn(search, wanted), limit: messagesAtOnce });
  const newestReply = page.items.findLast((message) => message.role === "assistant");
  const mode = search.has("edit")
    ? "editing" as const
    : search.has("delete")
    ? "deleting" as const
    : undefined;
  return {
    id,
    title: session.title_source === "default" ? null : session.title,
    isTemporary: deps.temporary.holds(id),
    messages: page.items,
    olderBefore: page.olderBefore,
    newerAfter: page.newerAfter,
    isLong: page.olderBefore !== null || page.newerAfter !== null,
    unseen: newestReply ? countUnseen(deps, newestReply.id) : 0,
    generating: session.generating,
    thinkingMs: thinkingTimes(deps, page.items),
    images: countImages(deps, page.items),
    reply: newestReply ? { model: newestReply.model, metrics: newestReply.metrics } : null,
    elsewhere: page.isOther ? wanted ?? page.items.at(-1)!.id : undefined,
    focus: wanted && mode ? { id: wanted, mode } : undefined,
    problem: refusal?.problem,
    hasNoModel: hasNoModel(deps),
    ...answering(deps, session, refusal),
  };
}

function emptyView(deps: Deps, refusal?: Refusal): ChatView {
  return {
    id: null,
    title: null,
    isTemporary: false,
    messages: [],
    olderBefore: null,
    newerAfter: null,
    isLong: false,
    unseen: 0,
    generating: null,
    thinkingMs: {},
    images: {},
    reply: null,
    hasNoModel: hasNoModel(deps),
    ...answering(deps, { draft: "", model: null, options: noPromptOptions, system_prompt: null }, refusal),
  };
}

interface Composed {
  draft: string;
  model: string | null;
  options: PromptOptions;
  system_prompt: string | null;
}

function answering(
  deps: Deps,
  session: Composed,
  refusal?: Refusal,
): Pick<ChatView, "composer" | "readiness" | "keys"> {
  const composer = composerView(deps, session, refusal);
  return { composer, readiness: readinessOf(deps, composer), keys: deps.settings.config().keys };
}

/** Before Ollama was asked for the first time, or while it is away, nobody knows. */
function readinessOf({ catalog, db }: Deps, { model, models }: ComposerView): ModelReadiness {
  if (model === null || catalog.list().refreshed_at === null) return { state: "ready" };
  const found = models.find(({ name }) => name === model);
  if (!found) return { state: "missing", name: model, others: models.map(({ name }) => name) };
  const expectedMs = found.state === "loaded" ? null : expectLoadMs(db, model);
  return expectedMs === null ? { state: "ready" } : { state: "not-loaded", name: model, expectedMs };
}

function composerView(deps: Deps, session: Composed, refusal?: Refusal): ComposerView {
  const config = deps.settings.config();
  const models = deps.catalog.list().items.filter(isChatModel);
  return {
    draft: refusal?.draft ?? session.draft,
    models: models.map(({ name, state, capabilities, context_length, loaded_context }) => ({
      name,
      state,
      capabilities,
      context_length,
      loaded_context,
    })),
    model: session.model ?? config.default_model ?? (models.length === 1 ? models[0]!.name : null),
    background: config.background_generation,
    options: session.options,
    defaults: config.options,
    systemPrompt: session.system_prompt,
    defaultSystemPrompt: config.system_prompt,
  };
}

/** Before Ollama was asked for the first time nobody knows. */
function hasNoModel(deps: Deps): boolean {
  const { items, refreshed_at } = deps.catalog.list();
  return refreshed_at !== null && items.length === 0;
}

/** The end of the chat, unless the address names another place. */
function placeIn(search: URLSearchParams, wanted: string | undefined): Place {
  if (wanted) return { is: "at", id: wanted };
  const before = idIn(search, "before");
  if (before) return { is: "before", id: before };
  const after = idIn(search, "after");
  if (after) return { is: "after", id: after };
  if (search.get("from") === "first") return { is: "first" };
  const day = search.get("on") ?? "";
  const time = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00`) : NaN;
  return Number.isNaN(time) ? { is: "latest" } : { is: "on", time };
}

function idIn(search: URLSearchParams, name: string): string | undefined {
  const id = search.get(name) ?? "";
  return isId(id) ? id.toLowerCase() : undefined;
}
