/** A line across the page about something that does not work now, with the cause and a way out. */
import type { ComponentChildren } from "preact";
import { Icon } from "@/components/Icon.tsx";
import { useLiveTexts } from "@/lib/texts/context.ts";
import { sayProblem } from "@/lib/texts/problem.ts";

export interface BannerProps {
  title: string;
  cause: string;
  children?: ComponentChildren;
}

export function Banner({ title, cause, children }: BannerProps) {
  const said = sayProblem(cause, useLiveTexts().problems);
  return (
    <div role="alert" class="banner">
      <Icon name="triangle-alert" />
      <p class="banner-text">
        <strong>{title}</strong> <span class="text-ink-muted">{withoutTitle(said, title)}</span>
      </p>
      {children}
    </div>
  );
}

/** Errors say themselves what failed; said twice it reads like a fault. */
function withoutTitle(cause: string, title: string): string {
  return cause.startsWith(title) ? cause.slice(title.length).trimStart() : cause;
}
