/**
 * The stored messages on the page, and how they become those of a newer page of the server.
 *
 * Knows the marks of components/chat: `[data-history]`, `article[data-message-id]`, `[data-action]`.
 */

export function articleOf(element: Element): HTMLElement | null {
  return element.closest<HTMLElement>("article[data-message-id]");
}

export function articleById(log: Element, id: string): HTMLElement | null {
  return log.querySelector<HTMLElement>(`[data-history] > article[data-message-id="${id}"]`);
}

/** Takes the message and what follows it off the page. */
export function removeFrom(article: Element): void {
  while (article.nextElementSibling) article.nextElementSibling.remove();
  article.remove();
}

/**
 * Shows the page's messages instead. Nodes that stay the same stay themselves: focus, selection and open
 * reasoning survive.
 *
 * @param except messages that are shown live already
 * @returns false when the page has no conversation
 */
export function showHistory(log: Element, page: Document, except: ReadonlySet<string>): boolean {
  const history = log.querySelector("[data-history]");
  const fresh = page.querySelector("[data-history]");
  if (!history || !fresh) return false;
  const focus = focusIn(log);
  const wanted = [...fresh.children].filter((node) =>
    !except.has((node as HTMLElement).dataset.messageId ?? "")
  );
  syncChildren(history, wanted);
  for (const selector of [".unseen", "a.older"]) syncBeside(log, page, selector);
  focus?.restore();
  return true;
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

/** The button that was pressed may be gone with its article, its successor has the same place. */
function focusIn(log: Element): { restore(): void } | undefined {
  const focused = document.activeElement as HTMLElement | null;
  const article = focused && log.contains(focused) ? articleOf(focused) : null;
  if (!focused || !article) return undefined;
  const { messageId } = article.dataset;
  const { action } = focused.dataset;
  return {
    restore() {
      if (focused.isConnected) return;
      const successor = articleById(log, messageId!) ?? log.querySelector("[data-history] > :last-child");
      const button = successor?.querySelector<HTMLElement>(`[data-action="${action}"]:not(:disabled)`) ??
        successor?.querySelector<HTMLElement>(".message-actions button:not(:disabled)");
      button?.focus({ preventScroll: true });
    },
  };
}
