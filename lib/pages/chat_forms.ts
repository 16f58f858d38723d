/**
 * What the plain forms of a chat's page ask for: sending, and what is done with a message.
 *
 * Each gives the page to show next. A reply is waited for, so that it stands there when the page comes.
 */
import { continueReply, regenerateReply } from "@/lib/chat/again.ts";
import { forkSession } from "@/lib/chat/fork.ts";
import { deleteMessage, editMessage, selectVariant, stopReply } from "@/lib/chat/messages.ts";
import { startTurn } from "@/lib/chat/start_turn.ts";
import { findMessage } from "@/lib/chat/transcript.ts";
import { stepVariant } from "@/lib/chat/variants.ts";
import { watchReply } from "@/lib/chat/watch.ts";
import type { Deps } from "@/lib/deps.ts";
import { describeError, InvalidInputError, NotFoundError } from "@/lib/errors.ts";
import { issueWords } from "@/lib/shared/issue_words.ts";
import { ChatRequest } from "@/lib/shared/chat.ts";
import { isId } from "@/lib/shared/id.ts";
import { Content } from "@/lib/shared/text.ts";
import type { LiveTexts } from "@/lib/texts/texts_on_page.ts";
import type { Refusal } from "./chat_page.ts";
import type { FormFile } from "./form.ts";
import { joinFiles } from "./form_files.ts";
import { readOptionFields } from "./option_fields.ts";
import { actOnSession } from "./session_forms.ts";

export type ChatAnswer = { location: string } | Refusal & { status: number };

export interface ChatForm {
  fields: URLSearchParams;
  files: FormFile[];
}

/** @param texts of the page that will say why something is refused */
export async function actOnChat(
  deps: Deps,
  id: string | null,
  { fields: form, files }: ChatForm,
  texts: LiveTexts,
): Promise<ChatAnswer> {
  if (id !== null && form.has("session")) return { location: await actOnSession(deps, id, form) };
  if (id === null && form.has("temporary")) return { location: `/chat/${deps.temporary.create({}).id}` };
  const action = Object.keys(messageActions).find((name) => form.has(name));
  if (id === null || !action) return await send(deps, { id, form, files, texts });
  const messageId = readMessageId(deps, id, form.get(action)!);
  const shown = await messageActions[action]!(deps, messageId, form);
  return (shown && findPlace(deps, shown)) || { location: `/chat/${id}` };
}

/** Each gives the id of the message to look at afterwards. */
const messageActions: Record<
  string,
  (deps: Deps, id: string, form: URLSearchParams) => string | void | Promise<string | void>
> = {
  pin: async (deps, id) => (await editMessage(deps, id, { pinned: true })).message.id,
  unpin: async (deps, id) => (await editMessage(deps, id, { pinned: false })).message.id,
  previous: (deps, id) => stepVariant(deps, id, -1).id,
  next: (deps, id) => stepVariant(deps, id, 1).id,
  select: (deps, id) => selectVariant(deps, id).id,
  fork: forkSession,
  delete: (deps, id) => deleteMessage(deps, id),
  stop: async (deps, id) => (await stopReply(deps, id)).id,
  save: saveEdit,
  regenerate: async (deps, id) => await ended(deps, await regenerateReply(deps, id, atEase(deps))),
  continue: async (deps, id) => await ended(deps, await continueReply(deps, id, atEase(deps))),
};

async function saveEdit(deps: Deps, id: string, form: URLSearchParams): Promise<string> {
  const parsed = Content.safeParse(form.get("content") ?? "", { error: issueWords });
  if (!parsed.success) throw new InvalidInputError(`The message ${parsed.error.issues[0]!.message}.`);
  const { isNew, message } = await editMessage(deps, id, { content: parsed.data });
  if (!isNew) return message.id;
  return await ended(deps, await regenerateReply(deps, message.id, atEase(deps)));
}

interface Sent {
  id: string | null;
  form: URLSearchParams;
  files: FormFile[];
  texts: LiveTexts;
}

async function send(deps: Deps, { id, form, files, texts }: Sent): Promise<ChatAnswer> {
  const draft = form.get("content") ?? "";
  const model = form.get("model") ?? "";
  const parts = await joinFiles(draft, files, { texts, sees: canSee(deps, model), model });
  if ("problem" in parts) return { status: 400, draft, ...parts };
  const replyId = deps.newId();
  const parsed = ChatRequest.safeParse({
    session_id: id ?? undefined,
    ...parts,
    model: model || undefined,
    message_id: replyId,
    options: readOptionFields(form),
    system_prompt: form.get("system_prompt") || undefined,
    ...atEase(deps),
  }, { error: issueWords });
  if (!parsed.success) return { status: 400, draft, problem: problemOf(parsed.error.issues[0]!) };
  try {
    await startTurn(deps, parsed.data);
  } catch (error) {
    const { status, message } = describeError(error);
    if (status === 500) throw error;
    // The question is stored with a failed reply that says why, or nothing is.
    return findPlace(deps, replyId) ?? { status, draft, problem: message };
  }
  await ended(deps, replyId);
  return findPlace(deps, replyId)!;
}

/** A model that is not known yet may. */
function canSee({ catalog }: Deps, name: string): boolean {
  const capabilities = catalog.list().items.find((model) => model.name === name)?.capabilities ?? [];
  return capabilities.length === 0 || capabilities.includes("vision");
}

function problemOf({ path, message }: { path: PropertyKey[]; message: string }): string {
  const field = path.at(-1);
  return field === "content" ? `The message ${message}.` : `${String(field)} ${message}.`;
}

function findPlace(deps: Deps, messageId: string): ChatAnswer | undefined {
  const message = findMessage(deps, messageId);
  return message && { location: `/chat/${message.session_id}#m-${messageId}` };
}

/** Leaving the page does not end it where the settings say so. */
function atEase(deps: Deps) {
  return { background: deps.settings.config().background_generation };
}

async function ended(deps: Deps, replyId: string): Promise<string> {
  for await (const _ of watchReply(deps, replyId) ?? []);
  return replyId;
}

function readMessageId(deps: Deps, sessionId: string, id: string): string {
  if (!isId(id) || findMessage(deps, id)?.session_id !== sessionId) throw new NotFoundError("message", id);
  return id;
}
