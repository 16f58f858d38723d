/** A line across the page about something that does not work now, with the cause and a way out. */
import type { ComponentChildren } from "preact";
import { Icon } from "@/components/Icon.tsx";

export interface BannerProps {
  title: string;
  cause: string;
  children?: ComponentChildren;
}

export function Banner({ title, cause, children }: BannerProps) {
  return (
    <div role="alert" class="banner">
      <Icon name="triangle-alert" />
      <p class="min-w-0 grow">
        <strong>{title}</strong> <span class="text-ink-muted">{cause}</span>
      </p>
      {children}
    </div>
  );
}
