/**
 * Probes inside a page: when what came was painted. A message posted from an animation frame arrives after that
 * frame has been laid out and painted, and before the next one.
 */
import type { Page } from "playwright-core";

type Read = () => Promise<number[]>;

/** For replies of a `clock` model: for each token that a frame shows first, its age by then. */
export async function watchTokens(page: Page): Promise<Read> {
  const probe = await page.evaluateHandle(() => {
    const delays: number[] = [];
    const { port1, port2 } = new MessageChannel();
    const before = document.querySelectorAll("article[data-role=assistant]").length;
    const bare = document.querySelector("article > p");
    let shown = bare?.textContent?.length ?? 0;
    let seen = shown;
    let frame = requestAnimationFrame(function look() {
      port1.postMessage(null);
      frame = requestAnimationFrame(look);
    });
    port2.onmessage = () => {
      const replies = document.querySelectorAll("article[data-role=assistant]");
      const body = bare ??
        (replies.length > before ? replies[replies.length - 1]!.querySelector(".message-body") : null);
      const text = body?.textContent ?? "";
      const now = performance.timeOrigin + performance.now();
      for (const made of text.slice(shown).matchAll(/\d{13}\.\d{3}/g)) {
        delays.push(now - Number(made[0]));
        seen = shown + made.index + made[0].length;
      }
      shown = Math.max(shown, seen);
    };
    return { delays, stop: () => cancelAnimationFrame(frame) };
  });
  return () => probe.evaluate(({ delays, stop }) => (stop(), delays));
}

/** For each key: from the event's own time to the frame after it. */
export async function watchKeys(page: Page): Promise<Read> {
  const probe = await page.evaluateHandle(() => {
    const delays: number[] = [];
    const onKey = (event: KeyboardEvent) => {
      const { port1, port2 } = new MessageChannel();
      port2.onmessage = () => delays.push(performance.now() - event.timeStamp);
      requestAnimationFrame(() => port1.postMessage(null));
    };
    addEventListener("keydown", onKey, true);
    return { delays, stop: () => removeEventListener("keydown", onKey, true) };
  });
  return () => probe.evaluate(({ delays, stop }) => (stop(), delays));
}
