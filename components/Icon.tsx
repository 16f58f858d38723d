/** A drawing from the sprite. Decoration only: what it stands for is said by the text or label beside it. */
import { asset } from "fresh/runtime";
import type { IconName } from "@/lib/icons/names.ts";

export interface IconProps {
  name: IconName;
  class?: string;
}

export function Icon({ name, class: className }: IconProps) {
  return (
    <svg class={className ? `icon ${className}` : "icon"} aria-hidden="true">
      <use href={`${asset("/icons.svg")}#${name}`} />
    </svg>
  );
}
