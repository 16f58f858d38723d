/** A button that shows only an icon: its label is what it is called, and its tooltip. */
import type { ButtonHTMLAttributes } from "preact";
import { Icon } from "@/components/Icon.tsx";
import type { IconName } from "@/lib/icons/names.ts";

export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  label: string;
  icon: IconName;
}

export function IconButton({ label, icon, ...attributes }: IconButtonProps) {
  return (
    <button
      type="submit"
      aria-label={label}
      title={label}
      {...attributes}
      class={`icon-btn ${attributes.class ?? ""}`}
    >
      <Icon name={icon} />
    </button>
  );
}
