/** A page without the frame: setup, login, an error before setup. */
import type { ComponentChildren } from "preact";
import { useTexts } from "@/lib/texts/context.ts";

export function LonePage({ title, lead, children }: {
  title: string;
  lead?: string;
  children: ComponentChildren;
}) {
  const { frame } = useTexts();
  return (
    <>
      <a href="#main" class="skip">{frame.skip}</a>
      <main id="main" class="lone" tabIndex={-1}>
        <div class="lone-card">
          <p class="wordmark">
            <span aria-hidden="true" class="mark" />Chat WebUI
          </p>
          <h1>{title}</h1>
          {lead && <p class="text-ink-muted">{lead}</p>}
          {children}
        </div>
      </main>
    </>
  );
}
