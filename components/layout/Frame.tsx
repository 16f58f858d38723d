/** What every page stands in: skip link, sidebar, banners, the page. */
import type { ComponentChildren } from "preact";
import { Banner } from "@/components/Banner.tsx";
import { Button } from "@/components/Button.tsx";
import { Sidebar, type SidebarProps } from "@/components/sessions/Sidebar.tsx";

export interface FrameProps {
  sidebar: SidebarProps;
  /** Why Ollama does not answer, or null. */
  offline: string | null;
  children: ComponentChildren;
}

export function Frame({ sidebar, offline, children }: FrameProps) {
  return (
    <div class="frame">
      <a href="#main" class="skip">Skip to the page</a>
      <Sidebar {...sidebar} />
      <div class="frame-page">
        <div data-banners>{offline !== null && <OfflineBanner cause={offline} path={sidebar.path} />}</div>
        {children}
      </div>
    </div>
  );
}

export function OfflineBanner({ cause, path }: { cause: string; path: string }) {
  return (
    <Banner title="Cannot reach Ollama" cause={cause}>
      <form method="post" action="/models">
        <input type="hidden" name="back" value={path} />
        <Button name="action" value="refresh" data-action="retry-connection">Retry</Button>
      </form>
    </Banner>
  );
}
