/**
 * Begins a turn: all that can fail with a status fails here; from the first event on errors are events.
 *
 * The question and the empty reply are committed before Ollama is called. A question whose model is missing or
 * whose Ollama is away is stored too, with a failed reply.
 */
import { decodeBase64 } from "@/lib/base64.ts";
import type { Deps } from "@/lib/deps.ts";
import { insertAttachment } from "@/lib/db/attachments.ts";
import { insertMessage, selectMessage, updateMessage } from "@/lib/db/messages.ts";
import { type SessionRow, updateSession } from "@/lib/db/sessions.ts";
import { ConflictError, describeError, InvalidInputError } from "@/lib/errors.ts";
import type { LocalModel } from "@/lib/models/catalog.ts";
import { requireSetup } from "@/lib/models/setup.ts";
import { indexMessage } from "@/lib/search/index_messages.ts";
import type { ChatRequest } from "@/lib/shared/chat.ts";
import { isId } from "@/lib/shared/id.ts";
import { layerOptions, type PromptOptionsPatch } from "@/lib/shared/prompt_options.ts";
import { extendBranch } from "./branches.ts";
import { chooseModel } from "./choose_model.ts";
import { freeSession } from "./recover.ts";
import { announceSession, createSession, getSessionRow, readOptions } from "./sessions.ts";
import { fallbackTitle } from "./title_text.ts";
import { streamTurn, type Turn } from "./turn.ts";

/** Gives the reply's id: the one it was given, or a new one. The same id again is the same reply. */
export async function startTurn(deps: Deps, request: ChatRequest): Promise<string> {
  requireSetup(deps);
  if (findRepeat(deps, request.message_id)) return request.message_id!;
  const session = request.session_id ? getSessionRow(deps, request.session_id) : undefined;
  if (session) requireFree(deps, session.id);
  const images = readImages(request.images ?? []);
  const parentId = findParent(deps, session, request.parent_id);
  const name = await chooseModel(deps, { asked: request.model, session });
  const found = await settle(deps.catalog.find(name));
  await deps.live.standInLine();

  // Others may have written meanwhile: from here to the start of the reply everything is one tick.
  if (findRepeat(deps, request.message_id)) return request.message_id!;
  if (session) requireFree(deps, session.id);
  const model = found.value?.name ?? name;
  const stored = deps.db.transaction(() => storeQuestion(deps, { request, images, parentId, model }));
  if (!found.value) {
    failAtOnce(deps, stored, found.error);
    throw found.error;
  }
  launch(deps, {
    ...stored,
    ...promptSettings(deps, stored.sessionId, request),
    model: found.value,
    isBackground: request.background ?? false,
    soFar: "",
    thinkingSoFar: null,
    figuresSoFar: null,
    formerReplyId: null,
  });
  return stored.replyId;
}

/** The reply that a body names and that is there already: the rest of such a body is not looked at. */
export function repeatedReply(deps: Deps, body: unknown): string | undefined {
  const id = typeof body === "object" && body !== null && "message_id" in body ? body.message_id : undefined;
  if (typeof id !== "string" || !isId(id)) return;
  return findRepeat(deps, id.toLowerCase()) ? id.toLowerCase() : undefined;
}

export function launch(deps: Deps, turn: Turn): void {
  deps.titling.cancel(turn.sessionId);
  deps.live.start(turn, async function* (signal) {
    yield* streamTurn(deps, turn, signal);
    deps.titling.begin(deps, turn);
  });
  announceSession(deps, turn.sessionId);
}

interface PromptSaid {
  system_prompt?: string | null;
  options?: PromptOptionsPatch;
}

/** Request, session, settings: the nearer one wins, for options field by field. */
export function promptSettings(deps: Deps, sessionId: string, said: PromptSaid) {
  const config = deps.settings.config();
  const session = getSessionRow(deps, sessionId);
  const options = layerOptions(layerOptions(config.options, readOptions(session)), said.options ?? {});
  return {
    systemPrompt: said.system_prompt ?? session.system_prompt ?? config.system_prompt,
    options,
    keepAlive: config.keep_alive,
  };
}

function findRepeat(deps: Deps, id: string | undefined): boolean {
  const row = id === undefined ? undefined : selectMessage(deps.db, id);
  if (!row) return false;
  if (row.role === "assistant") return true;
  throw new ConflictError(`The id "${id}" is already that of another message. Choose a new message_id.`);
}

export function requireFree(deps: Deps, sessionId: string): void {
  freeSession(deps, sessionId);
  if (!deps.live.runningIn(sessionId)) return;
  throw new ConflictError("A reply is being written in this chat. Stop it first, or wait for its end.");
}

/** A chat that is yet to be made has no messages to go on from. */
function findParent(
  deps: Deps,
  session: SessionRow | undefined,
  asked: string | null | undefined,
): string | null {
  if (asked === undefined) return session?.head_id ?? null;
  if (asked === null || (session && selectMessage(deps.db, asked)?.session_id === session.id)) return asked;
  throw new InvalidInputError("The request is not valid: parent_id is no message of this chat.", [
    { path: "parent_id", message: "must be a message of this chat, or null for a new beginning" },
  ]);
}

const maxImageBytes = 20 * 1024 * 1024;

function readImages(images: string[]): Uint8Array[] {
  return images.map((image, index) => {
    const bytes = decodeBase64(image);
    if (bytes.length > 0 && bytes.length <= maxImageBytes) return bytes;
    const message = bytes.length === 0 ? "must not be empty" : "must not be larger than 20 MiB";
    throw new InvalidInputError(`The image ${index + 1} ${message}.`, [{ path: `images.${index}`, message }]);
  });
}

async function settle(model: Promise<LocalModel>) {
  try {
    return { value: await model, error: undefined };
  } catch (error) {
    return { value: undefined, error };
  }
}

interface Question {
  request: ChatRequest;
  images: Uint8Array[];
  parentId: string | null;
  model: string;
}

function storeQuestion(deps: Deps, { request, images, parentId, model }: Question) {
  const { db } = deps;
  const sessionId = request.session_id ?? createSession(deps, { model }).id;
  const session = getSessionRow(deps, sessionId);
  // The branch may have grown while the model was looked up.
  const parent = request.parent_id === undefined ? session.head_id : parentId;
  const userMessageId = deps.newId();
  const replyId = request.message_id ?? deps.newId();
  const time = deps.now();
  const common = { session_id: sessionId, created_at: time };
  const user = { ...common, id: userMessageId, parent_id: parent, role: "user" as const };
  insertMessage(db, { ...user, content: request.content, model: null, status: "complete" });
  indexMessage(db, userMessageId);
  images.forEach((content, position) =>
    insertAttachment(db, { messageId: userMessageId, position, content })
  );
  extendBranch(db, user);
  const reply = { ...common, id: replyId, parent_id: userMessageId, role: "assistant" as const };
  insertMessage(db, { ...reply, content: "", model, status: "streaming" });
  extendBranch(db, reply);
  updateSession(db, sessionId, {
    draft: "",
    model: session.model ?? model,
    updated_at: time,
    ...(session.title_source === "default" &&
      { title: fallbackTitle(request.content), title_source: "fallback" as const }),
  });
  return { sessionId, userMessageId, replyId, createdAt: new Date(time).toISOString() };
}

function failAtOnce(
  deps: Deps,
  { replyId, sessionId }: { replyId: string; sessionId: string },
  error: unknown,
): void {
  const { code, message } = describeError(error);
  deps.db.transaction(() =>
    updateMessage(deps.db, replyId, { status: "failed", error_code: code, error_message: message })
  );
  announceSession(deps, sessionId);
}
