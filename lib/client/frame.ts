/** What lives around every page: the list of chats, the look at the connection, toasts, themes at once. */
import type { Theme } from "@/lib/shared/theme.ts";
import { sayProblem } from "@/lib/texts/problem.ts";
import { textsOnPage } from "@/lib/texts/texts_on_page.ts";
import { hear, tell } from "./bus.ts";
import { type Trouble, watchConnection } from "./connection.ts";
import { registerOfflinePage } from "./offline_page.ts";
import { openSidebar } from "./sidebar.ts";
import { chooseTheme } from "./theme_choice.ts";

export interface FrameOptions {
  showToast(text: string | null): void;
  /** @param retry looks again at once */
  showTrouble(trouble: Trouble | null, retry: () => void): void;
}

const toastMs = 4000;

export function openFrame({ showToast, showTrouble }: FrameOptions): () => void {
  const connection = watchConnection((trouble) => showTrouble(trouble, () => connection.retry()));
  const endings = [
    () => connection.end(),
    listenToThemes(),
    listenToToasts(showToast),
    listenToPageActions(),
    focusInPopovers(),
  ];
  if (document.querySelector("[data-sessions]")) endings.push(openSidebar());
  registerOfflinePage();
  let isClosed = false;
  for (const opening of openings()) opening.then((end) => isClosed ? end() : endings.push(end));
  return () => {
    isClosed = true;
    for (const end of endings) end();
  };
}

/** What is of one page only, and loaded there. */
function openings(): Promise<() => void>[] {
  const has = (mark: string) => document.querySelector(mark) !== null;
  return [
    ...has("[data-installed]") ? [import("./models_page.ts").then((module) => module.openModelsPage())] : [],
    ...has("[data-temporary]")
      ? [import("./temporary_page.ts").then((module) => module.openTemporary())]
      : [],
    ...has("[data-settings]") ? [import("./unsaved.ts").then((module) => module.openUnsaved())] : [],
    ...has("[data-key-fields]") ? [import("./key_fields.ts").then((module) => module.openKeyFields())] : [],
  ];
}

function focusInPopovers(): () => void {
  const listening = new AbortController();
  const options = { capture: true, signal: listening.signal };
  // Not `autofocus`: that also counts while the page is loading, and Chromium complains of all but the first.
  const enter = ({ newState, target }: ToggleEvent) => {
    const field = newState === "open" && (target as Element).querySelector<HTMLInputElement>("[data-focus]");
    if (!field) return;
    field.focus();
    field.select();
  };
  // The browser itself gives the focus back from the first of several that are open only.
  const leave = ({ newState, target }: ToggleEvent) => {
    const { id } = target as Element;
    if (newState !== "closed" || !(target as Element).contains(document.activeElement)) return;
    document.querySelector<HTMLElement>(`:popover-open [popovertarget="${id}"]`)?.focus();
  };
  document.addEventListener("toggle", enter, options);
  document.addEventListener("beforetoggle", leave, options);
  return () => listening.abort();
}

function listenToPageActions(): () => void {
  const press = (event: MouseEvent) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-page-action]");
    if (!button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    actOnPage(button).catch((error: Error) => tell("toast", { text: error.message }));
  };
  document.addEventListener("click", press);
  return () => document.removeEventListener("click", press);
}

async function actOnPage(button: HTMLElement): Promise<void> {
  await (await import("./page_actions.ts")).actOnPage(button);
}

function listenToToasts(show: FrameOptions["showToast"]): () => void {
  let timer = 0;
  const end = hear("toast", ({ text }) => {
    show(sayProblem(text, textsOnPage().problems));
    clearTimeout(timer);
    timer = setTimeout(() => show(null), toastMs) as unknown as number;
  });
  return () => {
    end();
    clearTimeout(timer);
  };
}

/** Wherever the themes are to choose from. */
function listenToThemes(): () => void {
  const change = ({ target }: Event) => {
    const field = target as HTMLInputElement;
    if (field.name !== "theme") return;
    chooseTheme(field.value as Theme).catch((error: Error) => tell("toast", { text: error.message }));
  };
  document.addEventListener("change", change);
  return () => document.removeEventListener("change", change);
}
