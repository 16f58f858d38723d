/** What a finger hits: for every control the box around its middle that leads to it, 44 × 44 at least. */
import type { Page } from "playwright-core";

export async function findSmallTargets(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const least = 44;
    /** From the middle to the last point that still is the control's. */
    const reach = (owns: (x: number, y: number) => boolean, x: number, y: number, dx: number, dy: number) => {
      let steps = 0;
      while (steps < least && owns(x + dx * (steps + 1), y + dy * (steps + 1))) steps++;
      return steps;
    };
    /** A link within a sentence has the height of its line. */
    const isInText = (element: Element) => {
      const isInline = element.localName === "a" && getComputedStyle(element).display === "inline";
      const around = element.closest("p, li, td, dd, div");
      return isInline && around!.textContent!.trim() !== element.textContent!.trim();
    };
    return eyes.controls().flatMap((element) => {
      if (isInText(element) || element.matches(".skip")) return [];
      const labels = (element as HTMLInputElement).labels ?? [];
      const boxes = [element, ...[...labels].filter((label) => label.contains(element))];
      element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
      const sizes = boxes.map((box) => {
        const { left, top, width, height } = box.getBoundingClientRect();
        const [x, y] = [left + width / 2, top + height / 2];
        const owns = (x: number, y: number) => {
          const hit = document.elementFromPoint(x, y);
          return hit !== null && (element.contains(hit) || [...labels].some((label) => label.contains(hit)));
        };
        const across = reach(owns, x, y, 1, 0) + reach(owns, x, y, -1, 0) + 1;
        const along = reach(owns, x, y, 0, 1) + reach(owns, x, y, 0, -1) + 1;
        // A point hits what is half a pixel beside it.
        return [across > width + 1.5 ? across : width, along > height + 1.5 ? along : height] as const;
      });
      if (sizes.some(([width, height]) => width >= least - 0.5 && height >= least - 0.5)) return [];
      const [width, height] = sizes[0]!;
      return [`${Math.round(width)} × ${Math.round(height)}: ${eyes.nameOf(element)}`];
    });
  });
}
