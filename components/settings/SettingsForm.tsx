/** The frame of a settings form: its fields in a column, `Save` at the end. */
import type { ComponentChildren } from "preact";
import { Button } from "@/components/Button.tsx";
import { useTexts } from "@/lib/texts/context.ts";

/** What was refused, by the field's name, in their order. */
export type FieldErrors = Record<string, string>;

/** What a field has of it: the first one that was refused gets the focus when the page opens. */
export function refusal(errors: FieldErrors, name: string) {
  const [first] = Object.keys(errors);
  return { error: errors[name], autofocus: first === name || undefined };
}

export interface SettingsFormProps {
  tab: string;
  children: ComponentChildren;
}

export function SettingsForm({ tab, children }: SettingsFormProps) {
  const { settings } = useTexts();
  return (
    <form method="post" action={`/settings/${tab}`} class="settings-form" novalidate data-settings={tab}>
      {/* What Enter in a field presses: it would be the first button, and that may be a Reset. */}
      <button type="submit" name="action" value="save" hidden tabindex={-1} aria-hidden="true" />
      {children}
      <div class="form-end">
        <Button name="action" value="save" look="primary">{settings.save}</Button>
      </div>
    </form>
  );
}
