/** The focus is seen wherever it is, goes through a page in its order and comes round, and comes back to an opener. */
import type { Page } from "playwright-core";

/** Itself, or something around it, looks otherwise than before. */
export async function findUnmarkedFocus(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const before = document.activeElement as HTMLElement | null;
    const found = eyes.controls().flatMap((element) => {
      if (element.matches("[role=option], [tabindex='-1']")) return [];
      const around = [element, element.parentElement!, element.parentElement!.parentElement!];
      const look = () => [...around, ...element.parentElement!.children].map(eyes.lookOf).join();
      (document.activeElement as HTMLElement | null)?.blur();
      const without = look();
      element.focus({ focusVisible: true } as FocusOptions);
      if (document.activeElement !== element) return [`takes no focus: ${eyes.nameOf(element)}`];
      return look() === without ? [`focus is not seen: ${eyes.nameOf(element)}`] : [];
    });
    before?.focus();
    return found;
  });
}

/** From the skip link by Tab until it is reached again. */
export async function findTabFaults(page: Page): Promise<string[]> {
  const walk = await page.evaluateHandle(() => {
    const skip = document.querySelector<HTMLElement>(".skip")!;
    const stops: Element[] = [];
    const note = ({ target }: Event) => stops.push(target as Element);
    skip.focus();
    document.addEventListener("focusin", note);
    const end = () => document.removeEventListener("focusin", note);
    return { stops, end, isRound: () => stops.includes(skip), count: eyes.controls().length };
  });
  // Choices of one group are one stop; what scrolls is one too.
  const most = 20 + await walk.evaluate(({ count }) => count);
  const isRound = () => walk.evaluate((walk) => walk.isRound());
  let presses = 0;
  while (presses < most && !(presses > 0 && await isRound())) {
    const some = presses === 0 ? most - 20 : 1;
    await Promise.all(Array.from({ length: some }, () => page.keyboard.press("Tab")));
    presses += some;
  }
  if (!await isRound()) return [`does not come round in ${most} steps`];
  return await walk.evaluate((walk) => {
    walk.end();
    const stops = walk.stops.slice(0, walk.stops.findIndex((element) => element.matches(".skip")));
    const isStop = (element: HTMLElement) => {
      if (element.matches("[role=option], [tabindex='-1'], .skip")) return false;
      if (!(element instanceof HTMLInputElement) || element.type !== "radio") return true;
      const group = document.querySelectorAll<HTMLInputElement>(`[type=radio][name="${element.name}"]`);
      return ([...group].find(({ checked }) => checked) ?? group[0]) === element;
    };
    const missed = eyes.controls().filter(isStop).filter((element) => !stops.includes(element));
    const backwards = stops.filter((element, index) => {
      const former = stops[index - 1];
      // What went while the page scrolled, such as the button that leads to its end, has no place any more.
      if (!former?.isConnected || !element.isConnected) return false;
      return !(former.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
    });
    return [
      ...missed.map((element) => `not reached: ${eyes.nameOf(element)}`),
      ...backwards.map((element) => `out of order: ${eyes.nameOf(element)}`),
    ];
  });
}

/** What is open closes on Esc and gives the focus back to its opener. To be called when it is open. */
export async function findLostReturn(page: Page, withinMs = 3000): Promise<string[]> {
  await page.keyboard.press("Escape");
  return await page.evaluate(async (withinMs) => {
    const [root] = eyes.roots as [Element];
    const isClosed = () =>
      !root.isConnected || !root.matches(":open, :popover-open, [role=alertdialog]:not([popover])");
    const opener = eyes.nameOf(usedLast);
    /** What the server rendered anew stands in for what was there. */
    const isOpener = (now: Element) => usedLast.isConnected ? now === usedLast : eyes.nameOf(now) === opener;
    const isBack = () => isClosed() && isOpener(document.activeElement!);
    // Some ask the server for what comes in their place.
    for (const end = Date.now() + withinMs; !isBack() && Date.now() < end;) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    if (isBack()) return [];
    return [`the focus is on ${eyes.nameOf(document.activeElement!)}, not on ${opener}`];
  }, withinMs);
}

declare global {
  /** What opened something. */
  var usedLast: Element;
}

/** To be called before something is opened, by a press or a key. */
export async function watchUse(page: Page): Promise<void> {
  await page.evaluate(() => {
    globalThis.usedLast = document.querySelector(".new-chat")!;
    (usedLast as HTMLElement).focus();
    const press = ({ target, isTrusted }: Event) => {
      if (isTrusted) globalThis.usedLast = (target as Element).closest("button, select")!;
    };
    document.addEventListener("click", press, true);
  });
}
