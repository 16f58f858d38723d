/**
 * A temporary chat lasts while a page shows it: the server is told that this one does, and when it is left.
 *
 * Loaded by such a page only. Knows the mark of components/chat: `[data-temporary]`.
 */
import { hear } from "./bus.ts";

/** Hidden tabs get their turn once a minute. */
const sayMs = 60_000;

export function openTemporary(): () => void {
  const id = document.querySelector<HTMLElement>("[data-temporary]")!.dataset.temporary!;
  const path = `/api/sessions/${id}/presence`;
  const say = () => navigator.sendBeacon(path);
  const leave = () => navigator.sendBeacon(`${path}?left=true`);
  const timer = setInterval(say, sayMs);
  addEventListener("pagehide", leave);
  addEventListener("pageshow", say); // also when it comes back as it was left
  const end = hear("session:news", (news) => {
    if (news.event === "session_deleted" && news.id === id) location.assign("/chat");
  });
  return () => {
    clearInterval(timer);
    removeEventListener("pagehide", leave);
    removeEventListener("pageshow", say);
    end();
  };
}
