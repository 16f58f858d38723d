/** A button with words. `IconButton` is the one without. */
import type { ButtonHTMLAttributes, ComponentChildren } from "preact";
import { Icon } from "@/components/Icon.tsx";
import type { IconName } from "@/lib/icons/names.ts";

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: "plain" | "primary" | "danger" | "quiet";
  icon?: IconName;
  children: ComponentChildren;
}

export function Button({ look = "plain", icon, children, ...attributes }: ButtonProps) {
  return (
    <button type="submit" {...attributes} class={`btn btn-${look} ${attributes.class ?? ""}`}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}
