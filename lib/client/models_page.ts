/**
 * The models page while scripts run: loads with their output, pulls with their progress, lists that stay right.
 *
 * What it shows is the server's own markup. Knows the marks of components/models: `[data-pulls]`,
 * `[data-installed]`, `li[data-model]`, `li[data-pull-name]`, `form[data-pull]`, `time[data-expires]`.
 */
import { expiryWords } from "@/components/models/expiry_words.ts";
import { pullWords } from "@/components/models/pull_words.ts";
import type { Pull } from "@/lib/shared/model.ts";
import { fill } from "@/lib/texts/text.ts";
import { textsOnPage } from "@/lib/texts/texts_on_page.ts";
import { tell } from "./bus.ts";
import { operate } from "./model_operation.ts";
import { watchModels } from "./model_feed.ts";
import { loadServerPage, type ServerPage, submitInPlace } from "./server_page.ts";

export function openModelsPage(): () => void {
  const listening = new AbortController();
  const logs = new Map<string, HTMLElement>();
  let timer = 0;
  const refresh = (ms = 100) => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const page = isBusy() ? undefined : await loadServerPage("/models").catch(() => undefined); // the banner tells
      if (isBusy()) refresh(1000);
      else if (page) showLists(page, logs);
    }, ms) as unknown as number;
  };
  const press = (event: SubmitEvent) => {
    const act = actionOf(event, logs);
    if (!act) return;
    event.preventDefault();
    act().catch((error: Error) => tell("toast", { text: error.message })).finally(() => refresh());
  };
  document.addEventListener("submit", press, { signal: listening.signal });
  const countdown = setInterval(countDown, 1000);
  const endFeed = watchModels({ onModels: () => refresh(), onProgress: showProgress });
  return () => {
    clearTimeout(timer);
    clearInterval(countdown);
    listening.abort();
    endFeed();
  };
}

function actionOf(
  { target, submitter }: SubmitEvent,
  logs: Map<string, HTMLElement>,
): (() => Promise<void>) | undefined {
  const form = target as HTMLFormElement;
  const button = submitter as HTMLButtonElement | null;
  if (!button || form.getAttribute("action") !== "/models" || button.formMethod === "get") return;
  const { name, value } = button;
  if (name === "load" || name === "unload") {
    return () => operate(name, { name: value, log: logOf(value, logs) });
  }
  return async () => {
    button.closest<HTMLElement>("[popover]")?.hidePopover();
    const page = await submitInPlace(button);
    showLists(page, logs);
    const pull = page.document.querySelector("form[data-pull]");
    if (form.matches("[data-pull]") && pull) form.replaceWith(document.adoptNode(pull));
    const problem = page.document.querySelector("main > .banner p")?.textContent;
    if (problem) tell("toast", { text: problem });
  };
}

/** Nothing is changed under the hands of someone who is being asked something. */
function isBusy(): boolean {
  return document.querySelector("[data-installed] :popover-open") !== null;
}

function showLists({ document: page }: ServerPage, logs: Map<string, HTMLElement>): void {
  const focused = document.activeElement as HTMLButtonElement | null;
  const { name, value } = focused ?? {};
  for (const selector of ["[data-pulls]", "[data-installed]"]) {
    const fresh = page.querySelector(selector);
    if (fresh) document.querySelector(selector)?.replaceChildren(...fresh.childNodes);
  }
  for (const [model, log] of logs) itemOf(model)?.append(log);
  if (!focused || focused.isConnected || !value) return;
  const same = [...document.querySelectorAll<HTMLButtonElement>("main button")];
  (same.find((button) => button.name === name && button.value === value) ??
    same.find((button) => button.value === value))?.focus();
}

function logOf(model: string, logs: Map<string, HTMLElement>): HTMLElement {
  itemOf(model)?.querySelector(".load-log")?.remove();
  const log = document.createElement("pre");
  log.className = "load-log";
  log.tabIndex = 0;
  log.setAttribute("role", "log");
  log.setAttribute("aria-label", fill(textsOnPage().pull.logOf, { model }));
  logs.set(model, log);
  itemOf(model)?.append(log);
  return log;
}

function itemOf(model: string): Element | null {
  return document.querySelector(`li[data-model="${CSS.escape(model)}"]`);
}

function countDown(): void {
  if (document.hidden) return;
  for (const time of document.querySelectorAll<HTMLTimeElement>("[data-expires]")) {
    time.textContent = expiryWords(time.dateTime, Date.now(), textsOnPage());
  }
}

function showProgress(pull: Pull): void {
  const item = document.querySelector(`li[data-pull-name="${CSS.escape(pull.name)}"]`);
  if (!item) return;
  const bar = item.querySelector("progress")!;
  if (pull.total_bytes > 0) bar.value = pull.percent;
  item.querySelector("[data-pull-words]")!.textContent = pullWords(pull, textsOnPage());
}
