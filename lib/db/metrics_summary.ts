/** Table `metrics`, as far as it is summed up: what the newest replies cost, and what all have. */
import type { Database } from "./database.ts";

export interface ReplyCost {
  model: string | null;
  /** Of the machine's time zone, as `2026-11-24`. */
  day: string;
  prompt_tokens: number | null;
  completion_tokens: number | null;
  eval_ms: number | null;
  time_to_first_token_ms: number | null;
  load_ms: number | null;
}

/**
 * Of the newest messages, so that the time it takes does not grow with the years. A stretch at a time: between them
 * others can have their turn.
 */
export function* selectReplyCosts(
  db: Database,
  { since, newest, atOnce = 5000 }: { since: number; newest: number; atOnce?: number },
): Generator<ReplyCost[]> {
  const { last } = db.get<{ last: number }>("select coalesce(max(seq), 0) as last from messages")!;
  for (let seq = Math.max(0, last - newest); seq < last; seq += atOnce) {
    yield db.all<ReplyCost>(
      `select m.model, date(m.created_at / 1000, 'unixepoch', 'localtime') as day, x.prompt_tokens,
         x.completion_tokens, x.eval_ms, x.time_to_first_token_ms, x.load_ms
       from messages m join metrics x on x.message_id = m.id
       where m.seq > ? and m.seq <= ? and m.created_at >= ?`,
      seq,
      seq + atOnce,
      since,
    );
  }
}

export interface AllReplies {
  replies: number;
  prompt_tokens: number;
  completion_tokens: number;
}

/** Of all; the sums of a stretch at a time. */
export function* sumReplies(db: Database, { atOnce = 10_000 } = {}): Generator<AllReplies> {
  for (let after: string | null = ""; after !== null;) {
    const { last, ...sums }: AllReplies & { last: string | null } = db.get(
      `select count(*) as replies, coalesce(sum(prompt_tokens), 0) as prompt_tokens,
         coalesce(sum(completion_tokens), 0) as completion_tokens, max(message_id) as last
       from (select * from metrics where message_id > ? order by message_id limit ?)`,
      after,
      atOnce,
    )!;
    yield sums;
    after = last;
  }
}
