/**
 * More of a long chat, in its place: older messages above, newer ones below, and what is far away goes.
 *
 * What is on the page always hangs together. Knows the marks of components/chat: `[data-history]`, `a.older`,
 * `.newer`; articles that were added get `data-older`, since forms of the page show its own window only.
 */
import { scrollerOf } from "./scroll.ts";
import { loadServerPage } from "./server_page.ts";

/** Of the page, sidebar and all. */
const mostElements = 4500;
const fewestArticles = 40;

export async function showOlder(link: HTMLAnchorElement): Promise<void> {
  const { history, log, fresh, page } = await load(link);
  const first = history.firstElementChild;
  keepPlace(log, first, () => {
    history.prepend(...fresh);
    replace(log, page, "a.older");
  });
  if (log.querySelector("[data-live] > article")) return; // the live end follows the stored messages
  if (dropWhileMany(history, () => history.lastElementChild)) {
    if (!newerOf(log)) log.after(document.adoptNode(page.querySelector(".newer")!));
    pointTo(newerOf(log)!.querySelector("a")!, "after", history.lastElementChild!);
  }
}

export async function showNewer(link: HTMLAnchorElement): Promise<void> {
  const { history, log, fresh, page } = await load(link);
  keepPlace(log, history.lastElementChild, () => {
    history.append(...fresh);
    newerOf(log)!.remove();
    const newer = page.querySelector(".newer");
    if (newer) log.after(document.adoptNode(newer));
    else globalThis.history.replaceState(null, "", location.pathname); // this is the end: what a reload shows
    if (!dropWhileMany(history, () => history.firstElementChild)) return;
    if (!log.parentElement!.querySelector(":scope > a.older")) replace(log, page, "a.older");
    const older = log.parentElement!.querySelector<HTMLAnchorElement>(":scope > a.older");
    if (older) pointTo(older, "before", history.firstElementChild!);
  });
}

async function load(link: HTMLAnchorElement) {
  const { document: page } = await loadServerPage(link.href);
  const log = document.getElementById("conversation")!;
  const history = log.querySelector("[data-history]")!;
  const fresh = [...page.querySelectorAll<HTMLElement>("[data-history] > article")]
    .filter(({ id }) => !document.getElementById(id))
    .map((article) => document.adoptNode(article));
  for (const article of fresh) article.dataset.older = "";
  return { page, log, history, fresh };
}

/** What the reader looks at stays where it is; the browser's own anchoring would do it a second time. */
function keepPlace(log: Element, anchor: Element | null, change: () => void): void {
  const scroller = scrollerOf(log);
  const top = anchor?.getBoundingClientRect().top ?? 0;
  scroller.style.overflowAnchor = "none";
  change();
  if (anchor?.isConnected) scroller.scrollTop += anchor.getBoundingClientRect().top - top;
  requestAnimationFrame(() => scroller.style.overflowAnchor = "");
}

function dropWhileMany(history: Element, farthest: () => Element | null): boolean {
  const all = document.getElementsByTagName("*");
  let hasDropped = false;
  while (all.length > mostElements && history.children.length > fewestArticles) {
    farthest()!.remove();
    hasDropped = true;
  }
  return hasDropped;
}

/** The way on: it keeps the focus, so that it can be followed again by the same key. */
function replace(log: Element, page: Document, selector: string): void {
  const old = log.parentElement!.querySelector<HTMLElement>(`:scope > ${selector}`);
  const fresh = page.querySelector<HTMLElement>(selector);
  const hasFocus = old !== null && old === document.activeElement;
  old?.remove();
  if (fresh) log.before(document.adoptNode(fresh));
  if (hasFocus) (fresh ?? document.getElementById("main"))?.focus({ preventScroll: true });
}

function newerOf(log: Element): Element | null {
  return log.nextElementSibling?.matches(".newer") ? log.nextElementSibling : null;
}

function pointTo(link: HTMLAnchorElement, name: "before" | "after", article: Element): void {
  link.href = `${location.pathname}?${name}=${(article as HTMLElement).dataset.messageId}`;
}
