/** Asks before a model is deleted, and names the chats that use it. */
import { ConfirmDialog } from "@/components/ConfirmDialog.tsx";
import { modelFormId } from "@/components/models/form_id.ts";
import type { Model } from "@/lib/shared/model.ts";
import { useTexts } from "@/lib/texts/context.ts";
import { formatBytes, formatCount, formatCounted } from "@/lib/texts/format.ts";
import { fill } from "@/lib/texts/text.ts";

/** The newest chats that use a model, not all of them. */
export type ModelSessions = { id: string; title: string }[];

export interface DeleteModelDialogProps {
  id: string;
  model: Model;
  sessions: ModelSessions;
}

export function DeleteModelDialog({ id, model, sessions }: DeleteModelDialogProps) {
  const { models, live: { format } } = useTexts();
  const others = model.sessions - sessions.length;
  return (
    <ConfirmDialog
      id={id}
      question={fill(models.deleteQuestion, { model: model.name })}
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
          {others > 0 && <li>{fill(models.moreChats, { n: formatCount(others, format) })}</li>}
        </ul>
      )}
    >
      {fill(models.deleteWhat, {
        bytes: formatBytes(model.size_bytes, format),
        use: model.sessions === 0 ? models.unused : formatCounted(model.sessions, models.used, format),
      })}
    </ConfirmDialog>
  );
}
