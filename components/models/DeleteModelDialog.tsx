/** Asks before a model is deleted, and names the chats that use it. */
import { ConfirmDialog } from "@/components/ConfirmDialog.tsx";
import { modelFormId } from "@/components/models/form_id.ts";
import { formatBytes, formatCount } from "@/lib/shared/format.ts";
import type { Model } from "@/lib/shared/model.ts";

/** The newest chats that use a model, not all of them. */
export type ModelSessions = { id: string; title: string }[];

export interface DeleteModelDialogProps {
  id: string;
  model: Model;
  sessions: ModelSessions;
}

export function DeleteModelDialog({ id, model, sessions }: DeleteModelDialogProps) {
  const others = model.sessions - sessions.length;
  return (
    <ConfirmDialog
      id={id}
      question={`Delete ${model.name}?`}
      form={modelFormId}
      name="delete"
      value={model.name}
      more={sessions.length > 0 && (
        <ul class="dialog-list">
          {sessions.map(({ id, title }) => (
            <li key={id}>
              <a href={`/chat/${id}`}>{title}</a>
            </li>
          ))}
          {others > 0 && <li>and {formatCount(others)} more</li>}
        </ul>
      )}
    >
      Frees {formatBytes(model.size_bytes)}. {useWords(model.sessions)}
    </ConfirmDialog>
  );
}

function useWords(sessions: number): string {
  if (sessions === 0) return "No chat uses it.";
  if (sessions === 1) return "One chat uses it. It stays, and can use another model:";
  return `${formatCount(sessions)} chats use it. They stay, and can use another model:`;
}
