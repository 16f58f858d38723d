/** The line at the top of a page: the way to the chats on a phone, the heading, and what belongs beside it. */
import type { ComponentChildren } from "preact";
import { Icon } from "@/components/Icon.tsx";
import { sidebarId } from "@/components/sessions/Sidebar.tsx";
import { useTexts } from "@/lib/texts/context.ts";

export function PageHead({ title, children }: { title: string; children?: ComponentChildren }) {
  const { frame } = useTexts();
  return (
    <header class="page-head">
      <button type="button" class="icon-btn chats-button" popovertarget={sidebarId} aria-label={frame.chats}>
        <Icon name="menu" />
      </button>
      <h1>{title}</h1>
      {children}
    </header>
  );
}
