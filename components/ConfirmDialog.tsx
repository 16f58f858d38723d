/**
 * Asks before something is deleted. A form inside posts the answer; Cancel only closes.
 *
 * Plain buttons: pages have hundreds of these, and a `Button` costs some ten times as much to render.
 */
import type { ComponentChildren } from "preact";
import { useTexts } from "@/lib/texts/context.ts";

export interface ConfirmDialogProps {
  id: string;
  question: string;
  /** What is lost. */
  children: ComponentChildren;
  /** What does not fit into a paragraph. */
  more?: ComponentChildren;
  /** The form that the confirming button sends, and what it says. */
  form: string;
  name: string;
  value: string;
  confirm?: string;
}

export function ConfirmDialog(
  { id, question, children, more, form, name, value, confirm }: ConfirmDialogProps,
) {
  const { dialog } = useTexts();
  return (
    <div
      id={id}
      popover="auto"
      role="alertdialog"
      class="dialog"
      aria-labelledby={`${id}-q`}
      aria-describedby={`${id}-what`}
    >
      <p id={`${id}-q`} class="font-semibold">{question}</p>
      <p id={`${id}-what`} class="text-ink-muted">{children}</p>
      {more}
      <div class="dialog-buttons">
        <button type="button" class="btn btn-plain" popovertarget={id} popovertargetaction="hide">
          {dialog.cancel}
        </button>
        <button type="submit" class="btn btn-danger" form={form} name={name} value={value}>
          {confirm ?? dialog.delete}
        </button>
      </div>
    </div>
  );
}
