/** Asks before something is deleted. A form inside posts the answer; Cancel only closes. */
import type { ComponentChildren } from "preact";
import { useTexts } from "@/lib/texts/context.ts";
import { Button } from "@/components/Button.tsx";

export interface ConfirmDialogProps {
  id: string;
  question: string;
  /** What is lost. */
  children: ComponentChildren;
  /** The form that the confirming button sends, and what it says. */
  form: string;
  name: string;
  value: string;
  confirm?: string;
}

export function ConfirmDialog(
  { id, question, children, form, name, value, confirm }: ConfirmDialogProps,
) {
  const { dialog } = useTexts();
  return (
    <div id={id} popover="auto" role="alertdialog" class="dialog" aria-labelledby={`${id}-q`}>
      <p id={`${id}-q`} class="font-semibold">{question}</p>
      <p class="text-ink-muted">{children}</p>
      <div class="dialog-buttons">
        <Button type="button" popovertarget={id} popovertargetaction="hide">{dialog.cancel}</Button>
        <Button look="danger" form={form} name={name} value={value}>{confirm ?? dialog.delete}</Button>
      </div>
    </div>
  );
}
