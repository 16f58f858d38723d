/**
 * The part of a branch that fits the context window: whole turns, the oldest left out.
 *
 * Once something has to go, more goes than must: the beginning then stays the same for some turns, and so does
 * the prefix that Ollama has cached.
 */
import { encodeBase64 } from "@/lib/base64.ts";
import { selectAttachments } from "@/lib/db/attachments.ts";
import type { Database } from "@/lib/db/database.ts";
import { countBranch, selectAncestry } from "@/lib/db/branch_walks.ts";
import { type MessageRow } from "@/lib/db/messages.ts";
import { readJson } from "@/lib/db/stored_json.ts";
import type { PromptMessage } from "@/lib/ollama/client.ts";
import { estimateTokens } from "@/lib/shared/token_estimate.ts";

export interface HistoryRequest {
  /** The last message that is sent. */
  headId: string;
  /** Tokens that the messages may take, by our own estimate; null = all. */
  budget: number | null;
  /** Where the prompt before this one began. */
  formerFirstId: string | null;
}

export interface History {
  messages: PromptMessage[];
  firstId: string;
  /** How many messages before the first one are not sent. */
  leftOut: number;
  tokens: number;
}

/** Of the budget, what is kept when something has to go. */
const keptShare = 0.75;
const pageSize = 200;

export function readHistory(db: Database, { headId, budget, formerFirstId }: HistoryRequest): History {
  const rows = readBack(db, headId, Math.max(0, budget ?? Infinity)); // a long system prompt can leave nothing
  const total = countBranch(db, headId).message_count;
  const turns = splitTurns(rows.map((row) => toSent(db, row)));
  const kept = choose(turns, { budget, isWhole: rows.length === total, formerFirstId });
  return {
    messages: kept.map((sent) => sent.message).filter(saysSomething),
    firstId: kept[0]!.id,
    leftOut: total - kept.length,
    tokens: sum(kept),
  };
}

interface Sent {
  id: string;
  message: PromptMessage;
  tokens: number;
}

interface Choice {
  budget: number | null;
  isWhole: boolean;
  formerFirstId: string | null;
}

function choose(turns: Sent[][], { budget, isWhole, formerFirstId }: Choice): Sent[] {
  const all = turns.flat();
  if (budget === null || (isWhole && sum(all) <= budget)) return all;
  const former = turns.slice(turns.findIndex((turn) => turn[0]!.id === formerFirstId));
  if (former[0]?.[0]?.id === formerFirstId && sum(former.flat()) <= budget) return former.flat();
  let first = turns.length - 1; // the last turn goes in any case
  let tokens = sum(turns[first]!);
  while (first > 0 && tokens + sum(turns[first - 1]!) <= budget * keptShare) tokens += sum(turns[--first]!);
  return turns.slice(first).flat();
}

/** Oldest first; reads no further back than the budget can reach. */
function readBack(db: Database, headId: string, budget: number): MessageRow[] {
  const rows: MessageRow[] = [];
  let tokens = 0;
  let from: string | null = headId;
  while (from !== null && tokens <= budget) {
    const page = selectAncestry(db, from, pageSize);
    rows.push(...page);
    tokens += page.reduce((sum, row) => sum + estimateTokens(row.sent_content ?? row.content), 0);
    from = page.at(-1)?.parent_id ?? null;
  }
  return rows.reverse();
}

/** A turn begins with what a person wrote. */
function splitTurns(sent: Sent[]): Sent[][] {
  const turns: Sent[][] = [];
  for (const item of sent) {
    if (turns.length === 0 || item.message.role === "user") turns.push([]);
    turns.at(-1)!.push(item);
  }
  return turns;
}

function toSent(db: Database, row: MessageRow): Sent {
  const content = row.sent_content ?? row.content;
  const images = row.role === "user" ? selectAttachments(db, row.id) : [];
  return {
    id: row.id,
    tokens: estimateTokens(content, images.length),
    message: {
      role: row.role,
      content,
      ...(images.length > 0 && { images: images.map(encodeBase64) }),
      ...(row.tool_calls && { tool_calls: readJson(row.tool_calls, undefined) }),
    },
  };
}

/** A reply that failed before its first word is left out: Ollama takes it for a turn of its own. */
function saysSomething({ content, images, tool_calls }: PromptMessage): boolean {
  return content !== "" || images !== undefined || tool_calls !== undefined;
}

function sum(sent: Sent[]): number {
  return sent.reduce((total, { tokens }) => total + tokens, 0);
}
