/** A page that could not be shown, with the way on. */
import { EmptyState } from "@/components/EmptyState.tsx";
import { Page } from "@/components/layout/Page.tsx";

export interface ErrorPageProps {
  title: string;
  message: string;
  /** To find it in the log. */
  requestId: string | null;
}

export function ErrorPage({ title, message, requestId }: ErrorPageProps) {
  return (
    <Page title={title}>
      <EmptyState icon="triangle-alert" title={message}>
        {requestId && <p>In the log: {requestId}</p>}
        <a href="/chat" class="btn btn-plain">Back to the chats</a>
      </EmptyState>
    </Page>
  );
}
