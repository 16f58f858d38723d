/** What every page stands in: skip link, sidebar, banners, the page. */
import type { ComponentChildren } from "preact";
import { Banner } from "@/components/Banner.tsx";
import { Button } from "@/components/Button.tsx";
import { useLiveTexts, useTexts } from "@/lib/texts/context.ts";
import { Sidebar, type SidebarProps } from "@/components/sessions/Sidebar.tsx";

export interface FrameProps {
  sidebar: SidebarProps;
  /** Why Ollama does not answer, or null. */
  offline: string | null;
  children: ComponentChildren;
}

export function Frame({ sidebar, offline, children }: FrameProps) {
  const { frame } = useTexts();
  return (
    <div class="frame">
      <a href="#main" class="skip">{frame.skip}</a>
      <Sidebar {...sidebar} />
      <div class="frame-page">
        <div data-banners>{offline !== null && <OfflineBanner cause={offline} path={sidebar.path} />}</div>
        {children}
      </div>
    </div>
  );
}

export function OfflineBanner({ cause, path }: { cause: string; path: string }) {
  const { connection } = useLiveTexts();
  return (
    <Banner title={connection.ollama} cause={cause}>
      <form method="post" action="/models">
        <input type="hidden" name="back" value={path} />
        <Button name="action" value="refresh" data-action="retry-connection">{connection.retry}</Button>
      </form>
    </Banner>
  );
}
