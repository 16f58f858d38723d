/** A page that could not be shown, with the way on. */
import { EmptyState } from "@/components/EmptyState.tsx";
import { useTexts } from "@/lib/texts/context.ts";
import { sayProblem } from "@/lib/texts/problem.ts";
import { fill } from "@/lib/texts/text.ts";
import { Page } from "@/components/layout/Page.tsx";

export interface ErrorPageProps {
  title: string;
  message: string;
  /** To find it in the log. */
  requestId: string | null;
}

export function ErrorPage({ title, message, requestId }: ErrorPageProps) {
  const { problem, problems } = useTexts();
  return (
    <Page title={title}>
      <EmptyState icon="triangle-alert" title={sayProblem(message, problems)}>
        {requestId && <p>{fill(problem.inLog, { id: requestId })}</p>}
        <a href="/chat" class="btn btn-plain">{problem.back}</a>
      </EmptyState>
    </Page>
  );
}
