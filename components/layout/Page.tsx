/** A page other than a chat: a heading, and one readable column that scrolls. */
import type { ComponentChildren } from "preact";
import { PageHead } from "@/components/layout/PageHead.tsx";

export function Page({ title, beside, children }: {
  title: string;
  beside?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <main id="main" class="page" tabIndex={-1}>
      <PageHead title={title}>{beside}</PageHead>
      <div class="page-scroll">
        <div class="page-column">{children}</div>
      </div>
    </main>
  );
}
