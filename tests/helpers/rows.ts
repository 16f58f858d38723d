/** Whole rows of the database, for what a test says of them: the rest is as in a chat that was just begun. */
import type { MessageRow } from "@/lib/db/messages.ts";
import type { SessionRow } from "@/lib/db/sessions.ts";

export function sessionRow(given: Partial<SessionRow> & Pick<SessionRow, "id">): SessionRow {
  return {
    title: "A chat",
    title_source: "user",
    ...{ model: null, system_prompt: null, options: "{}", draft: "" },
    ...{ pinned: 0, archived: 0, unread: 0 },
    ...{ active_root_id: null, head_id: null, message_count: 0, token_count: 0 },
    ...{ created_at: 0, updated_at: 0 },
    ...given,
  };
}

type WholeMessageRow = Omit<MessageRow, "seq">;

export function messageRow(
  given: Partial<WholeMessageRow> & Pick<MessageRow, "id" | "session_id">,
): WholeMessageRow {
  return {
    ...{ parent_id: null, active_child_id: null, role: "user", content: "", sent_content: null },
    ...{ thinking: null, thinking_ms: null, tool_calls: null, model: null },
    ...{ status: "complete", error_code: null, error_message: null, pinned: 0 },
    ...{ created_at: 0, updated_at: 0 },
    ...given,
  };
}
