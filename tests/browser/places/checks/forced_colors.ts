/** Where the device has its own few colours: controls have words, an icon or an edge, marks are seen, states differ. */
import type { Page } from "playwright-core";
import { findUnmarkedFocus } from "./focus.ts";

export async function findLostInForcedColors(page: Page): Promise<string[]> {
  await notePainted(page);
  await page.emulateMedia({ forcedColors: "active" });
  const found = [
    ...await findLostControls(page),
    ...await findLostMarks(page),
    ...await findLostShapes(page),
    ...await findLostStates(page),
    ...await findUnmarkedFocus(page),
  ];
  await page.emulateMedia({ forcedColors: "none" });
  return found;
}

function findLostControls(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    eyes.controls().flatMap((element) => {
      const { appearance } = getComputedStyle(element);
      // What stands in its label is that label to look at.
      const isBox = element.matches("select, textarea, input:not([type=checkbox], [type=radio], label *)");
      const isDrawn = element.matches("[type=checkbox], [type=radio]") && appearance === "none";
      const hasEdge = [element, element.parentElement!, element.parentElement!.parentElement!]
        .some(eyes.hasEdge);
      if (isBox || isDrawn) return hasEdge ? [] : [`no edge: ${eyes.nameOf(element)}`];
      const hasFace = element.innerText?.trim() || element.querySelector("svg, img") || hasEdge ||
        element.matches("input");
      return hasFace ? [] : [`nothing to see: ${eyes.nameOf(element)}`];
    })
  );
}

declare global {
  /** What is nothing but a ground: dots, bars, knobs. */
  var painted: Element[];
}

async function notePainted(page: Page): Promise<void> {
  await page.evaluate(() => {
    globalThis.painted = eyes.all().filter((element) =>
      element.matches(":empty:not(input, textarea, select, progress, img, svg *)") && eyes.isThere(element) &&
      eyes.groundOf(element) !== eyes.groundOf(element.parentElement)
    );
  });
}

function findLostMarks(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    painted.flatMap((element) => {
      const isSeen = eyes.groundOf(element) !== eyes.groundOf(element.parentElement) ||
        eyes.hasEdge(element) ||
        getComputedStyle(element).boxShadow !== "none";
      return isSeen ? [] : [`not seen any more: ${eyes.nameOf(element)}`];
    })
  );
}

/** Drawings keep their colours unless they are told. */
function findLostShapes(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const shapes = "path, rect, circle, polyline, use, text";
    return eyes.all().filter((element) =>
      element.matches(shapes) && element.closest("svg")!.checkVisibility()
    )
      .flatMap((shape) => {
        const { fill, stroke, opacity } = getComputedStyle(shape);
        const paints = [fill, stroke].filter((paint) => paint !== "none" && paint !== "rgba(0, 0, 0, 0)");
        if (paints.length === 0 || Number(opacity) < 1) return [];
        const ground = eyes.groundOf(shape.closest("svg")!.parentElement);
        const best = Math.max(...paints.map((paint) => eyes.contrast(paint, ground)));
        return best >= 3
          ? []
          : [`contrast ${best.toFixed(1)}: ${eyes.nameOf(shape.closest("svg")!.parentElement!)}`];
      });
  });
}

/** What is chosen looks unlike its neighbours. */
function findLostStates(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const chosen = "[aria-current]:not([aria-current=false]), [aria-selected=true], :checked:not(option)";
    return eyes.all().filter((element) => element.matches(chosen) && eyes.isThere(element)).flatMap(
      (element) => {
        const list = element.closest("ul, ol, nav, fieldset, [role=radiogroup], [role=listbox], form, main");
        const kind = `${element.localName}${element.classList.length > 0 ? `.${element.classList[0]}` : ""}`;
        const peer = [...list?.querySelectorAll(kind) ?? []].find((each) => !each.matches(chosen));
        if (!peer || getComputedStyle(element).appearance !== "none" && element.matches("input")) return [];
        const look = (each: Element) => [each, each.parentElement!].map(eyes.lookOf).join();
        return look(element) !== look(peer) ? [] : [`looks as others do: ${eyes.nameOf(element)}`];
      },
    );
  });
}
