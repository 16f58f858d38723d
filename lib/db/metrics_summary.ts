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

/** Of the newest messages, so that the time it takes does not grow with the years. */
export function selectReplyCosts(
  db: Database,
  { since, newest }: { since: number; newest: number },
): ReplyCost[] {
  return db.all(
    `select m.model, date(m.created_at / 1000, 'unixepoch', 'localtime') as day, x.prompt_tokens,
       x.completion_tokens, x.eval_ms, x.time_to_first_token_ms, x.load_ms
     from messages m join metrics x on x.message_id = m.id
     where m.seq > (select coalesce(max(seq), 0) from messages) - ? and m.created_at >= ?`,
    newest,
    since,
  );
}

export interface AllReplies {
  replies: number;
  prompt_tokens: number;
  completion_tokens: number;
}

export function sumReplies(db: Database): AllReplies {
  return db.get<AllReplies>(
    `select count(*) as replies, coalesce(sum(prompt_tokens), 0) as prompt_tokens,
       coalesce(sum(completion_tokens), 0) as completion_tokens from metrics`,
  )!;
}
