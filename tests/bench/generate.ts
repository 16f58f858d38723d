/**
 * A database full of made-up chats, for the benchmarks: as large as asked for, the same for the same seed.
 *
 * `deno run -A tests/bench/generate.ts FILE [SESSIONS] [MESSAGES]`
 */
import type { Database } from "@/lib/db/database.ts";
import { openDatabase } from "@/lib/db/open_database.ts";
import { insertWholeMessage } from "@/lib/db/messages.ts";
import { upsertMetrics } from "@/lib/db/metrics.ts";
import { insertSession, updateSession } from "@/lib/db/sessions.ts";
import { indexRow } from "@/lib/search/index_messages.ts";
import { idMaker } from "@/lib/shared/id.ts";
import { noPromptOptions } from "@/lib/shared/prompt_options.ts";
import { messageRow, sessionRow } from "@/tests/helpers/rows.ts";
import { type RandomText, randomText } from "./random_text.ts";

export interface Amount {
  sessions: number;
  messages: number;
  seed?: number;
  /** When the last message was written. */
  until?: number;
}

const messagesInTransaction = 5000;
const span = 3 * 365 * 86_400_000;

/** Sessions of equal length, a question and an answer in turn, over three years. Progress in messages. */
export function* generateChats(db: Database, amount: Amount): Generator<number> {
  const { sessions, messages, seed = 1, until = Date.UTC(2026, 0, 1) } = amount;
  const text = randomText(seed);
  const length = Math.ceil(messages / sessions);
  const clock = { now: until - span };
  const newId = idMaker(() => clock.now);
  for (let done = 0, session = 0; done < messages;) {
    const end = Math.min(messages, done + messagesInTransaction);
    db.transaction(() => {
      while (done < end) {
        clock.now = until - span + Math.floor(span * (session++ / sessions));
        done += addChat(db, { text, newId, time: clock.now, length: Math.min(length, messages - done) });
      }
    });
    yield done;
  }
}

interface Chat {
  text: RandomText;
  newId: () => string;
  time: number;
  length: number;
}

function addChat(db: Database, { text, newId, time, length }: Chat): number {
  const sessionId = newId();
  const ids = Array.from({ length }, newId);
  insertSession(
    db,
    sessionRow({
      ...{ id: sessionId, title: text.title(), model: "llama3.2:latest" },
      ...{ options: JSON.stringify(noPromptOptions), created_at: time, updated_at: time },
    }),
  );
  ids.forEach((id, index) => {
    const role = index % 2 === 0 ? "user" as const : "assistant" as const;
    const content = text.message();
    const at = time + index * 30_000;
    const model = role === "assistant" ? text.model() : null;
    const row = messageRow({
      ...{ id, session_id: sessionId, role, content, model, created_at: at, updated_at: at },
      ...{ parent_id: ids[index - 1] ?? null, active_child_id: ids[index + 1] ?? null },
    });
    const seq = insertWholeMessage(db, row);
    indexRow(db, { ...row, seq });
    if (role === "assistant") upsertMetrics(db, { ...metrics, message_id: id });
  });
  updateSession(db, sessionId, {
    active_root_id: ids[0],
    head_id: ids.at(-1),
    message_count: length,
    token_count: metrics.completion_tokens * Math.floor(length / 2),
    updated_at: time + length * 30_000,
  });
  return length;
}

const metrics = {
  prompt_tokens: 120,
  completion_tokens: 80,
  time_to_first_token_ms: 350,
  load_ms: 5,
  prompt_eval_ms: 300,
  eval_ms: 2000,
  total_ms: 2350,
  done_reason: "stop",
  context_window: 8192,
  context_used: 200,
  truncated: 0,
};

if (import.meta.main) {
  const [path, sessions = "1000", messages = "100000"] = Deno.args;
  if (!path) throw new Error("Usage: deno run -A tests/bench/generate.ts FILE [SESSIONS] [MESSAGES]");
  const db = openDatabase(path);
  db.exec("pragma synchronous = off");
  const began = performance.now();
  for (const done of generateChats(db, { sessions: Number(sessions), messages: Number(messages) })) {
    if (done % 100_000 === 0) {
      console.error(`${done} messages, ${Math.round((performance.now() - began) / 1000)} s`);
    }
  }
  db.checkpoint();
  db.close();
}
