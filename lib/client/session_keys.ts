/** The list of chats by keys. Loaded with the first of them; knows the marks of components/sessions. */
import { deleteChat } from "./delete_chat.ts";
import { isKey, keysOnPage } from "./keys.ts";

/** @param from a chat's link, or the search box above them */
export async function pressSessionKey(nav: Element, from: HTMLElement, press: KeyboardEvent): Promise<void> {
  const links = [...nav.querySelectorAll<HTMLElement>("[data-sessions] li > a")];
  const { key } = press;
  const keys = keysOnPage();
  const place = links.indexOf(from);
  const item = from.closest("li");
  const to = {
    ArrowDown: links[place + 1],
    ArrowUp: links[place - 1] ?? nav.querySelector<HTMLElement>("input[type=search]"),
    Home: links[0],
    End: links.at(-1),
  }[key];
  to?.focus();
  if (!item) return;
  if (isKey(press, keys.rename_chat)) {
    document.getElementById(`rename-${item.dataset.sessionId}`)?.showPopover();
  }
  if (!isKey(press, keys.delete_chat)) return;
  const next = (links[place + 1] ?? links[place - 1])?.getAttribute("href");
  if (!await deleteChat(item) || !next) return;
  // By its address: the list may be a new one by now.
  nav.querySelector<HTMLElement>(`[data-sessions] a[href="${next}"]`)?.focus();
}
