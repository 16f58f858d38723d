/**
 * What changed in any chat, told to every tab of the browser over one connection.
 *
 * A browser opens six connections to a host in all: the visible tab that holds the lock listens to the server
 * and passes on what it hears. Without Web Locks (plain http on a LAN name) each visible tab listens itself.
 */
import type { Session } from "@/lib/shared/session.ts";

export type SessionNews = { event: "session"; session: Session } | { event: "session_deleted"; id: string };

/** @param onOpen told each time that the line is open: what happened before was not heard */
export function watchSessions(onNews: (news: SessionNews) => void, onOpen: () => void): () => void {
  const channel = new BroadcastChannel("sessions");
  channel.onmessage = ({ data }) => onNews(data);
  const pass = (news: SessionNews) => {
    channel.postMessage(news);
    onNews(news);
  };
  let leaving: AbortController | undefined;
  const join = () => {
    if (document.hidden) return leaving?.abort();
    if (leaving && !leaving.signal.aborted) return;
    leaving = new AbortController();
    lead(leaving.signal, (signal) => listen({ pass, onOpen }, signal));
  };
  join();
  document.addEventListener("visibilitychange", join);
  return () => {
    document.removeEventListener("visibilitychange", join);
    leaving?.abort();
    channel.close();
  };
}

function lead(signal: AbortSignal, work: (signal: AbortSignal) => Promise<void>): void {
  if (!navigator.locks) return void work(signal);
  navigator.locks.request("session-feed", { signal }, () => work(signal)).catch((error: DOMException) => {
    if (error.name !== "AbortError") throw error;
  });
}

function listen(
  { pass, onOpen }: { pass: (news: SessionNews) => void; onOpen: () => void },
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    let source: EventSource | undefined;
    let timer = 0;
    const open = () => {
      source = new EventSource("/api/sessions/events");
      source.addEventListener("session", ({ data }) => pass({ event: "session", session: JSON.parse(data) }));
      source.addEventListener(
        "session_deleted",
        ({ data }) => pass({ event: "session_deleted", id: JSON.parse(data).id }),
      );
      source.onopen = onOpen;
      source.onerror = () => {
        if (source!.readyState === EventSource.CLOSED) timer = setTimeout(open, 5000) as unknown as number;
      };
    };
    open();
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      source?.close();
      resolve();
    });
  });
}
