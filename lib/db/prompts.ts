/** Table `prompts`: what a reply was asked with, and what the model did not see of the chat. */
import type { Database } from "./database.ts";

export interface PromptRow {
  message_id: string;
  model: string;
  /** JSON of what was sent as options. */
  options: string;
  system_prompt: string | null;
  /** The oldest message of the branch that was sent. */
  first_message_id: string | null;
  /** How many messages before it were not sent. */
  left_out: number;
  estimated_tokens: number;
  created_at: number;
}

export function upsertPrompt(db: Database, row: PromptRow): void {
  db.run(
    `insert or replace into prompts
       (message_id, model, options, system_prompt, first_message_id, left_out, estimated_tokens, created_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    row.message_id,
    row.model,
    row.options,
    row.system_prompt,
    row.first_message_id,
    row.left_out,
    row.estimated_tokens,
    row.created_at,
  );
}

export function selectPrompt(db: Database, messageId: string): PromptRow | undefined {
  return db.get<PromptRow>("select * from prompts where message_id = ?", messageId);
}

/** The newest one that a model was asked with, in any chat. */
export function selectLastPrompt(db: Database, model: string): PromptRow | undefined {
  return db.get<PromptRow>("select * from prompts where model = ? order by created_at desc limit 1", model);
}

/** Of the newest replies to have both: what the prompt was taken for, and what the model counted. */
export function selectEstimates(db: Database, model: string): { estimated: number; counted: number }[] {
  return db.all(
    `select p.estimated_tokens as estimated, x.prompt_tokens as counted
     from prompts p join metrics x using (message_id)
     where p.model = ? and x.prompt_tokens > 0 and x.truncated = 0 and p.estimated_tokens > 0
     order by p.created_at desc limit 5`,
    model,
  );
}
