/**
 * Something that opens beside the button that names it, by the browser's own popover: works without scripts,
 * closes on Esc and on a press beside it, and gives the focus back.
 */
import type { ComponentChildren, HTMLAttributes } from "preact";

export interface PopoverProps extends HTMLAttributes<HTMLDivElement> {
  id: string;
  kind: "menu" | "dialog";
  children: ComponentChildren;
}

export function Popover({ id, kind, children, ...attributes }: PopoverProps) {
  return (
    <div id={id} popover="auto" {...attributes} class={kind === "menu" ? "menu" : "dialog"}>
      {children}
    </div>
  );
}
