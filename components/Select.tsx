/** A labelled choice of one from a list. */
import type { ComponentChildren, SelectHTMLAttributes } from "preact";
import { describedBy, fieldId, Labelled } from "@/components/Field.tsx";

export interface SelectProps
  extends Omit<SelectHTMLAttributes<HTMLSelectElement>, "name" | "label" | "value"> {
  name: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  error?: string;
  beside?: ComponentChildren;
  value: string;
  choices: { value: string; label: string }[];
}

export function Select({ name, label, hint, error, beside, value, choices, ...attributes }: SelectProps) {
  return (
    <Labelled name={name} label={label} hint={hint} error={error} beside={beside}>
      <select
        {...attributes}
        {...describedBy(name, hint, error)}
        id={fieldId(name)}
        name={name}
        class="input"
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} selected={choice.value === value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Labelled>
  );
}
