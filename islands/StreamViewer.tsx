/**
 * The live end of the transcript. Renders inside the page's `role=log`, right after the element
 * `[data-history]` that holds the server-rendered articles:
 *
 *   <div role="log" aria-label="Conversation"> <div data-history>…articles…</div> <StreamViewer/> </div>
 *
 * Message actions are delegated: buttons in an article carry `data-action` (copy, edit, pin, unpin, share,
 * copy-link, copy-markdown, download, delete, regenerate, continue, previous, next, copy-code, retry).
 */
export interface StreamViewerProps {
  sessionId: string | null;
  /** The reply that is being written while the page is rendered (Session.generating). */
  generating: string | null;
  /** Config.background_generation. */
  background: boolean;
}

export default function StreamViewer(_props: StreamViewerProps) {
  return <div data-live></div>;
}
