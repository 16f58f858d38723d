/**
 * The list of chats kept up to date and narrowed by what is typed, with the server's own markup.
 *
 * Knows the marks of components/sessions: `[data-sessions]`, `li[data-session-id]`, `[data-session-form]`.
 */
import type { Session } from "@/lib/shared/session.ts";
import { hear, tell } from "./bus.ts";
import { isKey, keysOnPage } from "./keys.ts";
import { loadServerPage, type ServerPage, submitInPlace } from "./server_page.ts";
import { type SessionNews, watchSessions } from "./session_feed.ts";
import { whenSeen } from "./when_seen.ts";

const newsRestMs = 150;
const typingRestMs = 80;
/** Nothing is changed under the hands of someone who uses it. */
const busyMs = 1000;
const listKeys = /^(Arrow(Up|Down)|Home|End)$/;

export function openSidebar(): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const list = new SessionList();
  document.addEventListener("submit", (event) => list.submit(event), { signal });
  document.addEventListener("click", (event) => list.click(event), { signal });
  document.addEventListener("keydown", (event) => list.press(event), { signal });
  list.field?.addEventListener("input", () => list.refresh(typingRestMs), { signal });
  if (sessionStorage.getItem("deleted-chat")) import("./delete_chat.ts").then((module) => module.offerUndo());
  const endings = [
    watchSessions((news) => tell("session:news", news), () => list.catchUp()),
    hear("session:news", (news) => list.hear(news)),
    hear("session:open", () => list.openSession()),
    () => list.end(),
  ];
  return () => {
    listening.abort();
    for (const end of endings) end();
  };
}

class SessionList {
  readonly #nav = document.getElementById("sessions");
  /** The reader has asked for more than the newest. */
  #isLong = false;
  /** News reach every tab: those that nobody sees leave the few connections to the one that is seen. */
  readonly #loading = whenSeen(() => this.#load());
  #loads = 0;
  #hasHadLine = false;
  #latest: Session | undefined;

  get field(): HTMLInputElement | null {
    return this.#nav?.querySelector("input[type=search]") ?? null;
  }

  /** News of a new chat may come before the page has its address. */
  openSession(): void {
    if (this.#latest) retitle(this.#latest);
    this.refresh(newsRestMs);
  }

  hear(news: SessionNews): void {
    if (news.event === "session") retitle(this.#latest = news.session);
    else this.#nav?.querySelector(`[data-session-id="${news.id}"]`)?.remove();
    this.refresh(newsRestMs);
  }

  /** A reply may have ended between the page and its line to the server, and anything while there was none. */
  catchUp(): void {
    if (this.#hasHadLine || this.#nav?.querySelector(".generating")) this.refresh(newsRestMs);
    this.#hasHadLine = true;
  }

  refresh(ms: number): void {
    this.#loading.in(ms);
  }

  end(): void {
    this.#loading.end();
  }

  async #load(after?: string): Promise<void> {
    if (this.#isInUse) return this.refresh(busyMs);
    const load = ++this.#loads;
    const search = new URLSearchParams({
      titles: this.field?.value.trim() ?? "",
      open: location.pathname.slice("/chat/".length),
      ...(after && { chats: after }),
    });
    const page = await loadServerPage(`/chat?${search}`).catch(() => undefined); // the banner tells of it
    if (!page || load !== this.#loads) return;
    if (this.#isInUse && !after) return this.refresh(busyMs); // someone has begun meanwhile
    this.#show(page, after !== undefined);
  }

  get #isInUse(): boolean {
    return this.#nav?.querySelector("[data-sessions] :is(:popover-open, :focus-visible)") != null;
  }

  #show({ document: page }: ServerPage, isMore = false): void {
    const list = this.#nav?.querySelector("[data-sessions]");
    const fresh = page.querySelector("[data-sessions]");
    if (!list || !fresh) return;
    markOpen(fresh);
    const keepsOthers = isMore || (this.#isLong && this.field?.value === "");
    if (isMore) addOthers(list, fresh);
    else {
      if (keepsOthers) addOthers(fresh, list);
      list.replaceChildren(...fresh.childNodes);
    }
    this.#isLong = keepsOthers;
    if (isMore || !keepsOthers) this.#sync(page, ".more-chats", (form) => list.after(form));
    this.#sync(page, "[data-memory]", (memory) => this.#nav!.querySelector(".sidebar-foot")!.prepend(memory));
  }

  #sync(page: Document, selector: string, place: (fresh: Element) => void): void {
    this.#nav!.querySelector(selector)?.remove();
    const fresh = page.querySelector(selector);
    if (fresh) place(fresh);
  }

  /** A chat can be brought back: it need not be asked about first. */
  click(event: Event): void {
    const button = (event.target as Element).closest("[data-sessions] [data-action=delete-session]");
    const item = button?.closest("li");
    if (!button || !item) return;
    event.preventDefault();
    button.closest<HTMLElement>("[popover]")!.hidePopover();
    this.#lazily(async () => (await import("./delete_chat.ts")).deleteChat(item));
  }

  press(event: KeyboardEvent): void {
    const from = event.target as HTMLElement;
    const isDown = event.key === "ArrowDown" && from === this.field;
    const { rename_chat, delete_chat } = keysOnPage();
    const isOwn = listKeys.test(event.key) || isKey(event, rename_chat) || isKey(event, delete_chat);
    if (!isDown && !(isOwn && from.matches("[data-sessions] li > a"))) return;
    event.preventDefault();
    this.#lazily(async () => (await import("./session_keys.ts")).pressSessionKey(this.#nav!, from, event));
  }

  #lazily(act: () => Promise<unknown>): void {
    act().catch((error: Error) => tell("toast", { text: error.message }));
  }

  submit(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    const button = event.submitter as HTMLButtonElement | null;
    if (!button || !this.#nav?.contains(form)) return;
    const act = form.matches(".more-chats")
      ? () => this.#load(button.dataset.cursor)
      : form.matches("[data-session-form]")
      ? () => this.#change(form, button)
      : undefined;
    if (!act) return;
    event.preventDefault();
    this.#lazily(act);
  }

  /** Rename, pin, archive, delete: the page stays unless it is the deleted chat's. */
  async #change(form: HTMLFormElement, button: HTMLButtonElement): Promise<void> {
    const isLeaving = new URL(form.action).pathname === location.pathname && button.value === "delete";
    const page = await submitInPlace(button);
    if (isLeaving) return location.assign("/chat");
    for (const open of this.#nav!.querySelectorAll<HTMLElement>("[data-sessions] :popover-open")) {
      open.hidePopover();
    }
    this.#show(page);
    this.refresh(0);
  }
}

/** Adds the chats that only the other list has, each to its group. */
function addOthers(list: Element, other: Element): void {
  for (const group of [...other.querySelectorAll<HTMLElement>("[data-group]")]) {
    for (const item of [...group.querySelectorAll<HTMLElement>("[data-session-id]")]) {
      if (list.querySelector(`[data-session-id="${item.dataset.sessionId}"]`)) item.remove();
    }
    const same = list.querySelector(`[data-group="${group.dataset.group}"] > ul`);
    if (same) same.append(...group.querySelector("ul")!.children);
    else list.append(group);
  }
}

/** The page that the list was taken from is another one. */
function markOpen(list: Element): void {
  const link = list.querySelector(`a[href="${location.pathname}"]`);
  const item = link?.closest("li");
  link?.setAttribute("aria-current", "page");
  item?.removeAttribute("data-unread");
  item?.querySelector(".unread")?.remove();
}

/** The open chat's title is also the page's. */
function retitle({ id, title }: Session): void {
  if (location.pathname !== `/chat/${id}`) return;
  const heading = document.querySelector("main h1");
  if (!heading || heading.textContent === title) return;
  document.title = document.title.replace(heading.textContent!, title);
  heading.textContent = title;
}
