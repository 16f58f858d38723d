/** Replies that are asked for again: regenerated as a new variant, or continued in place. */
import type { Deps } from "@/lib/deps.ts";
import { insertMessage, type MessageRow, selectChildren, updateMessage } from "@/lib/db/messages.ts";
import { selectMetrics } from "@/lib/db/metrics.ts";
import { ConflictError, InvalidInputError } from "@/lib/errors.ts";
import type { LocalModel } from "@/lib/models/catalog.ts";
import { requireSetup } from "@/lib/models/setup.ts";
import type { RegenerateRequest } from "@/lib/shared/chat.ts";
import { extendBranch, selectBranch } from "./branches.ts";
import { chooseModel } from "./choose_model.ts";
import { whenStopped } from "./messages.ts";
import { getSessionRow } from "./sessions.ts";
import { launch, promptSettings, requireFree } from "./start_turn.ts";
import { getMessageRow, toMetrics } from "./transcript.ts";

/** Gives the id of the new reply: it takes the former one's place, which stays as a variant. */
export async function regenerateReply(deps: Deps, id: string, request: RegenerateRequest): Promise<string> {
  const { session, question } = findQuestion(deps, id);
  const name = await chooseModel(deps, { asked: request.model, session });
  const model = await deps.catalog.find(name);
  return await whenStopped(deps, session.id, () => launchVariant(deps, { id, question, model, request }));
}

/** Goes on where a stopped, interrupted or length-limited reply ended. */
export async function continueReply(
  deps: Deps,
  id: string,
  request: { background?: boolean },
): Promise<string> {
  const { session, question } = findQuestion(deps, id);
  requireContinuable(deps, id, session.id);
  const name = await chooseModel(deps, { asked: getMessageRow(deps.db, id).model, session });
  const model = await deps.catalog.find(name);
  const row = requireContinuable(deps, id, session.id);
  deps.db.transaction(() =>
    updateMessage(deps.db, id, { status: "streaming", error_code: null, error_message: null })
  );
  const metrics = selectMetrics(deps.db, id);
  launch(deps, {
    sessionId: session.id,
    userMessageId: question.id,
    replyId: id,
    createdAt: new Date(row.created_at).toISOString(),
    model,
    ...promptSettings(deps, session.id, {}),
    isBackground: request.background ?? false,
    soFar: row.content,
    thinkingSoFar: row.thinking,
    figuresSoFar: metrics ? toMetrics(metrics) : null,
    formerReplyId: null,
  });
  return id;
}

interface Variant {
  /** What is asked again: a reply, or its question. */
  id: string;
  question: MessageRow;
  model: LocalModel;
  request: RegenerateRequest;
}

function launchVariant(deps: Deps, { id, question, model, request }: Variant): string {
  const asked = getMessageRow(deps.db, id);
  const former = asked.role === "assistant" ? asked : latestReply(deps, asked);
  const replyId = deps.newId();
  const time = deps.now();
  const sessionId = question.session_id;
  const reply = { id: replyId, session_id: sessionId, parent_id: question.id, created_at: time };
  deps.db.transaction(() => {
    selectBranch(deps.db, getMessageRow(deps.db, question.id));
    const common = { role: "assistant", content: "", status: "streaming" } as const;
    insertMessage(deps.db, { ...reply, ...common, model: model.name });
    extendBranch(deps.db, reply);
  });
  launch(deps, {
    sessionId,
    userMessageId: question.id,
    replyId,
    createdAt: new Date(time).toISOString(),
    model,
    ...promptSettings(deps, sessionId, request),
    isBackground: request.background ?? false,
    soFar: "",
    thinkingSoFar: null,
    figuresSoFar: null,
    formerReplyId: former?.id ?? null,
  });
  return replyId;
}

/** The question that a message is the answer of, or is itself. */
function findQuestion(deps: Deps, id: string) {
  requireSetup(deps);
  const row = getMessageRow(deps.db, id);
  const question = row.role === "assistant" && row.parent_id ? getMessageRow(deps.db, row.parent_id) : row;
  if (question.role !== "user") {
    throw new InvalidInputError("Only a question can be answered, and only its answer be written again.", [
      { path: "id", message: "must be a user message or the reply to one" },
    ]);
  }
  return { session: getSessionRow(deps, row.session_id), question };
}

function latestReply(deps: Deps, question: MessageRow): MessageRow | undefined {
  const replies = selectChildren(deps.db, question.id).filter((row) => row.role === "assistant");
  return replies.find((row) => row.id === question.active_child_id) ?? replies.at(-1);
}

function requireContinuable(deps: Deps, id: string, sessionId: string): MessageRow {
  requireFree(deps, sessionId);
  const row = getMessageRow(deps.db, id);
  const isCut = row.status === "complete" && selectMetrics(deps.db, id)?.done_reason === "length";
  if (row.role === "assistant" && (row.status === "stopped" || row.status === "interrupted" || isCut)) {
    return row;
  }
  throw new ConflictError(
    "Only a stopped, interrupted or length-limited reply can be continued. Regenerate it.",
  );
}
