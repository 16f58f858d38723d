/** Nothing that was shown moves while a page loads. */
import type { BrowserContext, Page } from "playwright-core";

interface LayoutShift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null }[];
}

declare global {
  var shifts: LayoutShift[];
}

export async function watchShifts(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    globalThis.shifts = [];
    const observer = new PerformanceObserver((list) => shifts.push(...list.getEntries() as LayoutShift[]));
    observer.observe({ type: "layout-shift", buffered: true });
  });
}

/** What has shifted so far without anybody's doing. */
export async function findShifts(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const own = shifts.filter(({ hadRecentInput }) => !hadRecentInput);
    const total = own.reduce((sum, { value }) => sum + value, 0);
    if (total < 0.001) return [];
    const moved = own.flatMap(({ sources }) => sources.map(({ node }) => node as Element))
      .filter((node) => node instanceof Element);
    return [`${total}: ${moved.map(eyes.nameOf).join(", ")}`];
  });
}
