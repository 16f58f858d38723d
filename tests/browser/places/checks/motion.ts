/** Nothing moves where the device asks for no motion. */
import type { Page } from "playwright-core";

export async function findMotion(page: Page): Promise<string[]> {
  return await page.evaluate(() =>
    document.getAnimations().flatMap((animation) => {
      const { duration } = animation.effect!.getComputedTiming();
      const target = (animation.effect as KeyframeEffect).target!;
      return Number(duration) > 10 ? [`${Number(duration)} ms: ${eyes.nameOf(target)}`] : [];
    })
  );
}
