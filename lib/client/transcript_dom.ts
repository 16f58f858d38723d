/**
 * The stored messages on the page, and how they become those of a newer page of the server.
 *
 * Knows the marks of components/chat: `[data-history]`, `article[data-message-id]`, `[data-action]`.
 */

export function articleOf(element: Element): HTMLElement | null {
  return element.closest<HTMLElement>("article[data-message-id]");
}

/** Stored or live. */
export function articleById(log: Element, id: string): HTMLElement | null {
  return log.querySelector<HTMLElement>(`article[data-message-id="${id}"]`);
}

/** Takes a stored message and what follows it off the page. False when it is not there. */
export function removeFrom(log: Element, id: string): boolean {
  const article = log.querySelector(`[data-history] > [data-message-id="${id}"]`);
  if (!article) return false;
  while (article.nextElementSibling) article.nextElementSibling.remove();
  article.remove();
  return true;
}

/** Shows one message as the page has it. False when it has not. */
export function showMessage(article: HTMLElement, page: Document): boolean {
  const fresh = page.querySelector<HTMLElement>(`article[data-message-id="${article.dataset.messageId}"]`);
  if (!fresh) return false;
  const focus = focusIn(article.closest("[role=log]")!);
  Object.assign(fresh.dataset, article.dataset.older === undefined ? {} : { older: "" });
  article.replaceWith(fresh);
  focus?.restore();
  return true;
}

/**
 * Shows the page's messages instead. Nodes that stay the same stay themselves: focus, selection and open
 * reasoning survive.
 *
 * @param except messages that are shown live already
 */
export function showHistory(log: Element, page: Document, except: ReadonlySet<string>): void {
  const history = log.querySelector("[data-history]")!;
  const fresh = page.querySelector("[data-history]")!;
  const focus = focusIn(log);
  const before = loadedBefore(history, fresh);
  const shown = [...fresh.children].filter((node) =>
    !except.has((node as HTMLElement).dataset.messageId ?? "")
  );
  syncChildren(history, [...before, ...shown]);
  syncBeside(log, page, ".unseen");
  if (before.length === 0) syncBeside(log, page, "a.older");
  requestAnimationFrame(() => focus?.restore()); // live articles go only with the next rendering
}

/** Older messages that the reader asked for (chat_window.ts): not on the page, but they lead up to it. */
function loadedBefore(history: Element, fresh: Element): Element[] {
  if (!history.querySelector("[data-older]")) return [];
  const articles = [...history.children];
  const start = articles.findIndex(({ id }) => id === fresh.firstElementChild?.id);
  return articles.slice(0, Math.max(0, start));
}

function syncChildren(parent: Element, wanted: Element[]): void {
  const present = new Map([...parent.children].map((node) => [node.id, node]));
  wanted.forEach((fresh, place) => {
    const old = present.get(fresh.id);
    const node = old?.isEqualNode(fresh) ? old : document.adoptNode(fresh);
    if (parent.children[place] !== node) parent.insertBefore(node, parent.children[place] ?? null);
  });
  while (parent.children.length > wanted.length) parent.lastElementChild!.remove();
}

/** What stands before the log: the way to older messages, and which ones the model did not see. */
function syncBeside(log: Element, page: Document, selector: string): void {
  const old = log.parentElement?.querySelector(`:scope > ${selector}`);
  const fresh = page.querySelector(`:has(> [role="log"]) > ${selector}`);
  if (old && fresh && old.isEqualNode(fresh)) return;
  old?.remove();
  if (fresh) log.before(document.adoptNode(fresh));
}

/** The button that was pressed may be gone with its article: what has taken its place gets the focus, if nothing has. */
function focusIn(log: Element): { restore(): void } | undefined {
  const focused = document.activeElement as HTMLElement | null;
  const article = focused && log.contains(focused) ? articleOf(focused) : null;
  if (!focused || !article) return undefined;
  const place = articlesIn(log).indexOf(article);
  return {
    restore() {
      if (focused.isConnected || document.activeElement !== document.body) return;
      const successor = articleById(log, article.dataset.messageId!) ?? articlesIn(log)[place] ??
        articlesIn(log).at(-1);
      const [same, other] = [`[data-action="${focused.dataset.action}"]`, ".message-actions button"].map((
        selector,
      ) => successor?.querySelector<HTMLElement>(`${selector}:not(:disabled)`));
      (same ?? other)?.focus({ preventScroll: true });
    },
  };
}

function articlesIn(log: Element): HTMLElement[] {
  return [...log.querySelectorAll<HTMLElement>("article[data-message-id]")];
}
