/** A labelled field with its hint and, when the value was refused, the reason as its description. */
import type { ComponentChildren, InputHTMLAttributes, TextareaHTMLAttributes } from "preact";

interface Labelled {
  name: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  error?: string;
  /** Beside the label. */
  beside?: ComponentChildren;
}

export type FieldProps = Labelled & Omit<InputHTMLAttributes<HTMLInputElement>, "name" | "label">;
export type TextAreaProps = Labelled & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "name" | "label">;

export function Field({ name, label, hint, error, beside, ...attributes }: FieldProps) {
  return (
    <Labelled name={name} label={label} hint={hint} error={error} beside={beside}>
      <input
        {...attributes}
        {...describedBy(name, hint, error)}
        id={fieldId(name)}
        name={name}
        class="input"
      />
    </Labelled>
  );
}

export function TextArea({ name, label, hint, error, beside, ...attributes }: TextAreaProps) {
  return (
    <Labelled name={name} label={label} hint={hint} error={error} beside={beside}>
      <textarea
        {...attributes}
        {...describedBy(name, hint, error)}
        id={fieldId(name)}
        name={name}
        class="input"
      />
    </Labelled>
  );
}

/** The frame that every kind of field shares: label above, hint and error below. */
export function Labelled(
  { name, label, hint, error, beside, children }: Labelled & { children: ComponentChildren },
) {
  return (
    <div class="field">
      <div class="field-head">
        <label for={fieldId(name)}>{label}</label>
        {beside}
      </div>
      {children}
      {hint && <p id={`${fieldId(name)}-hint`} class="hint">{hint}</p>}
      {error && <p id={`${fieldId(name)}-error`} class="field-error">{error}</p>}
    </div>
  );
}

export function fieldId(name: string): string {
  return `field-${name.replaceAll(".", "-")}`;
}

export function describedBy(name: string, hint: ComponentChildren, error: string | undefined) {
  const id = fieldId(name);
  const ids = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return { "aria-describedby": ids || undefined, "aria-invalid": error ? "true" as const : undefined };
}
