/**
 * Titles asked of a model: after the first reply by itself, or when someone asks.
 *
 * With the same model and options as the chat, so that nothing is loaded anew; given up when the person goes
 * on. A title that a person wrote is never replaced.
 */
import { readJson } from "@/lib/db/stored_json.ts";
import type { Deps } from "@/lib/deps.ts";
import { selectAncestry } from "@/lib/db/branch_walks.ts";
import { selectPrompt } from "@/lib/db/prompts.ts";
import { selectSession, updateSession } from "@/lib/db/sessions.ts";
import { AppError } from "@/lib/errors.ts";
import type { Session } from "@/lib/shared/session.ts";
import { chooseModel } from "./choose_model.ts";
import { announceSession, defaultTitle, getSession } from "./sessions.ts";
import { fallbackTitle, modelTitle } from "./title_text.ts";
import type { Turn } from "./turn.ts";

export interface TitleRequest {
  sessionId: string;
  model?: string;
}

/** Asks the model; the first line of the chat when Ollama cannot. */
export async function titleSession(
  deps: Deps,
  { sessionId, model }: TitleRequest,
  signal?: AbortSignal,
): Promise<{ title: string; source: Session["title_source"] }> {
  const session = getSession(deps, sessionId);
  if (session.title_source === "user") return { title: session.title, source: "user" };
  const turns = firstTurn(deps, sessionId);
  if (turns.length === 0) return { title: session.title, source: session.title_source };
  const asked = await askModel(deps, { session, model, turns }, signal);
  const title = asked ?? fallbackTitle(turns[0]!.content);
  const source = asked ? "model" : "fallback";
  return storeTitle(deps, sessionId, { title, source });
}

/** The titles that are being asked for, one a session. */
export class Titling {
  #running = new Map<string, AbortController>();

  /** After the first reply of a chat, when the settings want it. Does not wait. */
  begin(deps: Deps, turn: Pick<Turn, "sessionId" | "replyId" | "model">): void {
    if (!wantsTitle(deps, turn)) return;
    const abort = new AbortController();
    this.#running.set(turn.sessionId, abort);
    const model = deps.settings.config().title_model ?? turn.model.name;
    void titleSession(deps, { sessionId: turn.sessionId, model }, abort.signal)
      .catch((error) => {
        if (!abort.signal.aborted) deps.log.warning("cannot title a chat", { error });
      })
      .finally(() => {
        if (this.#running.get(turn.sessionId) === abort) this.#running.delete(turn.sessionId);
      });
  }

  cancel(sessionId: string): void {
    this.#running.get(sessionId)?.abort();
    this.#running.delete(sessionId);
  }

  close(): void {
    for (const sessionId of [...this.#running.keys()]) this.cancel(sessionId);
  }
}

function wantsTitle(deps: Deps, { sessionId, replyId }: Pick<Turn, "sessionId" | "replyId">): boolean {
  if (deps.settings.config().title_generation === "off" || deps.temporary.holds(sessionId)) return false;
  const session = selectSession(deps.db, sessionId);
  if (session?.title_source !== "fallback" || session.message_count !== 2) return false;
  const reply = selectAncestry(deps.db, replyId, 1)[0];
  return reply?.status === "complete" && reply.content !== "";
}

function firstTurn(deps: Deps, sessionId: string): { role: string; content: string }[] {
  const headId = selectSession(deps.db, sessionId)?.head_id;
  if (!headId) return [];
  return selectAncestry(deps.db, headId, 10_000).reverse()
    .filter(({ role, content }) => role !== "system" && content !== "").slice(0, 2);
}

interface Question {
  session: Session;
  model?: string;
  turns: { role: string; content: string }[];
}

async function askModel(
  deps: Deps,
  { session, model, turns }: Question,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const config = deps.settings.config();
  try {
    const name = await chooseModel(deps, { asked: model ?? config.title_model, session });
    const found = await deps.catalog.find(name);
    const answer = await deps.ollama.generate({
      model: found.name,
      prompt: titlePrompt(turns),
      options: sameOptions(deps, session.id),
      ...(found.capabilities.includes("thinking") && { think: false as const }),
    }, signal);
    return modelTitle(answer);
  } catch (error) {
    if (error instanceof AppError) return; // Ollama cannot: the first line will do
    throw error;
  }
}

/** Those of the last reply: another context size would make Ollama load the model again. */
function sameOptions(deps: Deps, sessionId: string): Record<string, unknown> {
  const headId = selectSession(deps.db, sessionId)?.head_id;
  const prompt = headId ? selectPrompt(deps.db, headId) : undefined;
  return { ...(prompt ? readJson(prompt.options, {}) : {}), num_predict: 60 };
}

function titlePrompt(turns: { role: string; content: string }[]): string {
  const said = turns.map(({ role, content }) => `${role}: ${content.slice(0, 2000)}`).join("\n\n");
  return `Write a title of at most six words for this chat, in its language. Answer with the title only.\n\n${said}`;
}

/** The person may have named the chat while the model was asked: theirs stays. */
function storeTitle(
  deps: Deps,
  sessionId: string,
  { title, source }: { title: string; source: "model" | "fallback" },
): { title: string; source: Session["title_source"] } {
  const session = getSession(deps, sessionId);
  if (session.title_source === "user") return { title: session.title, source: "user" };
  deps.db.transaction(() =>
    updateSession(deps.db, sessionId, { title: title || defaultTitle, title_source: source })
  );
  announceSession(deps, sessionId);
  return { title, source };
}
