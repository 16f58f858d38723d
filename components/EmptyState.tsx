/** What stands where there is nothing yet: what would be here, and how to get it. */
import type { ComponentChildren } from "preact";
import { Icon } from "@/components/Icon.tsx";
import type { IconName } from "@/lib/icons/names.ts";

export interface EmptyStateProps {
  icon: IconName;
  title: string;
  children?: ComponentChildren;
}

export function EmptyState({ icon, title, children }: EmptyStateProps) {
  return (
    <div class="empty">
      <Icon name={icon} />
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}
