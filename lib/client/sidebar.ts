/**
 * The list of chats kept up to date, with the server's own markup.
 *
 * Knows the marks of components/sessions: `[data-sessions]`, `li[data-session-id]`, `[data-session-form]`.
 */
import { hear, tell } from "./bus.ts";
import { loadServerPage, type ServerPage, submitInPlace } from "./server_page.ts";
import { type SessionNews, watchSessions } from "./session_feed.ts";

export function openSidebar(): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  let timer = 0;
  const soon = (ms = 150) => {
    clearTimeout(timer);
    timer = setTimeout(
      async () => isBusy() ? soon(1000) : showList(await loadServerPage("/chat")),
      ms,
    ) as unknown as number;
  };
  document.addEventListener("submit", (event) => submitSession(event), { signal });
  const endings = [
    watchSessions((news) => tell("session:news", news)),
    hear("session:news", (news) => {
      soon();
      retitle(news);
    }),
    hear("session:open", () => soon()),
  ];
  return () => {
    clearTimeout(timer);
    listening.abort();
    for (const end of endings) end();
  };
}

/** Nothing is changed under the hands of someone who uses it. */
function isBusy(): boolean {
  return document.querySelector("[data-sessions] :is(:popover-open, :focus-visible)") !== null;
}

function showList({ document: page }: ServerPage): void {
  const list = document.querySelector("[data-sessions]");
  const fresh = page.querySelector("[data-sessions]");
  if (!list || !fresh) return;
  for (const item of fresh.querySelectorAll(`li:has(> a[href="${location.pathname}"])`)) {
    item.querySelector("a")!.setAttribute("aria-current", "page");
    item.removeAttribute("data-unread");
    item.querySelector(".unread")?.remove();
  }
  list.replaceChildren(...fresh.children);
  const [memory, freshMemory] = [document, page].map((place) => place.querySelector("[data-memory]"));
  memory?.remove();
  if (freshMemory) document.querySelector(".sidebar-foot")?.prepend(freshMemory);
}

/** The open chat's title is also the page's. */
function retitle(news: SessionNews): void {
  if (news.event !== "session" || location.pathname !== `/chat/${news.session.id}`) return;
  const heading = document.querySelector("main h1");
  if (!heading || heading.textContent === news.session.title) return;
  document.title = document.title.replace(heading.textContent!, news.session.title);
  heading.textContent = news.session.title;
}

/** Rename, pin, archive, delete: the page stays unless it is the deleted chat's. */
async function submitSession(event: SubmitEvent): Promise<void> {
  const form = event.target as HTMLFormElement;
  if (!form.matches("[data-session-form]") || !event.submitter) return;
  event.preventDefault();
  const id = form.action.split("/").at(-1);
  const isLeaving = location.pathname === `/chat/${id}` &&
    (event.submitter as HTMLButtonElement).value === "delete";
  try {
    const page = await submitInPlace(event.submitter as HTMLButtonElement);
    if (isLeaving) return location.assign("/chat");
    for (const open of document.querySelectorAll<HTMLElement>("[data-sessions] :popover-open")) {
      open.hidePopover();
    }
    showList(page);
  } catch (error) {
    tell("toast", { text: (error as Error).message });
  }
}
