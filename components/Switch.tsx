/**
 * A setting that is on or off.
 *
 * A form sends nothing for a box that is off, so a hidden field of the same name comes first: the last value counts.
 */
import type { ComponentChildren } from "preact";
import { describedBy, fieldId } from "@/components/Field.tsx";

export interface SwitchProps {
  name: string;
  label: string;
  checked: boolean;
  hint?: ComponentChildren;
  /** Beside the label. */
  beside?: ComponentChildren;
  /** What is sent for on and off. */
  values?: { on: string; off: string };
}

export function Switch(
  { name, label, checked, hint, beside, values = { on: "true", off: "false" } }: SwitchProps,
) {
  return (
    <div class="switch-row">
      <div>
        <div class="field-head">
          <label for={fieldId(name)}>{label}</label>
          {beside}
        </div>
        {hint && <p id={`${fieldId(name)}-hint`} class="hint">{hint}</p>}
      </div>
      <input type="hidden" name={name} value={values.off} />
      <input
        type="checkbox"
        role="switch"
        class="switch"
        id={fieldId(name)}
        name={name}
        value={values.on}
        checked={checked}
        {...describedBy(name, hint, undefined)}
      />
    </div>
  );
}
