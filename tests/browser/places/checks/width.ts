/** Nothing needs to be scrolled sideways, nothing stands outside of the window, no text is cut off without a mark. */
import type { Page } from "playwright-core";

export async function findTooWide(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const found: string[] = [];
    const { scrollWidth, clientWidth } = document.scrollingElement!;
    if (scrollWidth > clientWidth) found.push(`scrolls sideways: ${scrollWidth} > ${clientWidth}`);
    const scrolls = (element: Element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
    const isInScroller = (element: Element) => {
      for (let at = element.parentElement; at; at = at.parentElement) if (scrolls(at)) return true;
      return false;
    };
    for (const element of eyes.roots.flatMap((root) => [root, ...root.querySelectorAll("*")])) {
      if (!eyes.isThere(element) || element.closest(".sr-only, .skip, svg, math, option")) continue;
      const { left, right } = element.getBoundingClientRect();
      if ((left < -0.5 || right > innerWidth + 0.5) && !isInScroller(element)) {
        found.push(`outside by ${Math.round(Math.max(-left, right - innerWidth))}: ${eyes.nameOf(element)}`);
      }
      const { overflowX, textOverflow } = getComputedStyle(element);
      const isCut = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
      if (isCut && /hidden|clip/.test(overflowX) && textOverflow !== "ellipsis") {
        found.push(`cut off at ${element.clientWidth} of ${element.scrollWidth}: ${eyes.nameOf(element)}`);
      }
    }
    return found;
  });
}

/** What opens over a page is whole in the window. */
export async function findTooHigh(page: Page): Promise<string[]> {
  return await page.evaluate(async () => {
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const found: string[] = [];
    for (const element of document.querySelectorAll("dialog[open], :popover-open")) {
      document.querySelector(`[popovertarget="${element.id}"]`)?.scrollIntoView({ block: "nearest" });
      await nextFrame().then(nextFrame); // it follows its opener then
      const { top, bottom } = element.getBoundingClientRect();
      if (top >= -0.5 && bottom <= innerHeight + 0.5) continue;
      found.push(`from ${Math.round(top)} to ${Math.round(bottom)}: ${eyes.nameOf(element)}`);
    }
    return found;
  });
}
