/** axe: every rule in the page's own theme, those of colour in each other one. */
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";
import { designs } from "@/lib/shared/theme.ts";

const axe = await Deno.readTextFile(new URL("../../../../node_modules/axe-core/axe.min.js", import.meta.url));

/** The theme is left as the last one. */
export async function askAxe(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return await page.evaluate(async (designs) => {
    const { axe } = globalThis as unknown as {
      axe: { run(roots: Element[], options: RunOptions): Promise<AxeResults> };
    };
    const look = async (options: RunOptions) => {
      const { violations } = await axe.run(eyes.roots, { resultTypes: ["violations"], ...options });
      const theme = document.documentElement.dataset.theme;
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} in ${theme}: ${html}`));
    };
    const found = await look({});
    const ofColour = { runOnly: { type: "rule" as const, values: ["color-contrast", "link-in-text-block"] } };
    for (const design of designs) {
      if (document.documentElement.dataset.theme === design) continue;
      document.documentElement.dataset.theme = design;
      found.push(...await look(ofColour));
    }
    return found;
  }, designs);
}
