/** A page other than a chat: a heading, and one readable column that scrolls. */
import type { ComponentChildren } from "preact";
import { PageHead } from "@/components/layout/PageHead.tsx";

export interface PageProps {
  title: string;
  /** Between the heading and the column. */
  banner?: ComponentChildren;
  children: ComponentChildren;
}

export function Page({ title, banner, children }: PageProps) {
  return (
    <main id="main" class="page" tabIndex={-1}>
      <PageHead title={title} />
      {banner}
      <div class="page-scroll">
        <div class="page-column">{children}</div>
      </div>
    </main>
  );
}
