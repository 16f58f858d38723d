/** Only the link to this very page is said to be it: Fresh looks at the path alone unless it is told. */
import type { Page } from "playwright-core";

export async function findWrongCurrent(page: Page): Promise<string[]> {
  return await page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>("a[aria-current=page]")].flatMap((link) => {
      // Tabs and the way to the places say where the page is, whatever it shows there.
      const isElsewhere = link.search !== location.search && (link.search !== "" || !link.closest("nav"));
      return isElsewhere ? [`${link.getAttribute("href")}: ${eyes.nameOf(link)}`] : [];
    })
  );
}
