/**
 * Every page and what opens on it, wide and on a phone, looked at in every way a program can look.
 *
 * Each place is visited once a size; what the checks find is told by check. That the checks find anything at all is
 * in places/checks_test.ts.
 */
import assert from "node:assert/strict";
import type { BrowserContextOptions, Page } from "playwright-core";
import { launchBrowser } from "@/tests/helpers/browser.ts";
import { askAxe } from "./places/checks/axe.ts";
import { findLostReturn, findTabFaults, findUnmarkedFocus, watchUse } from "./places/checks/focus.ts";
import { findLostInForcedColors } from "./places/checks/forced_colors.ts";
import { findWrongCurrent } from "./places/checks/links.ts";
import { findMotion } from "./places/checks/motion.ts";
import { listenForNoise, type Noise } from "./places/checks/noise.ts";
import { findShifts, watchShifts } from "./places/checks/shifts.ts";
import { findSmallTargets } from "./places/checks/targets.ts";
import { findTooHigh, findTooWide } from "./places/checks/width.ts";
import { openEyes } from "./places/eyes.ts";
import { type House, openHouse } from "./places/house.ts";
import { pathOf, type Place, places, type Size } from "./places/places.ts";

/** Half-faded text has half the contrast, and nothing may move under this anyway. */
const still = { reducedMotion: "reduce" } as const;

const sizes = {
  wide: { viewport: { width: 1280, height: 800 }, ...still },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, ...still },
} satisfies Record<Size, BrowserContextOptions>;

/** What is looked for, and where; in this order, since some leave the page otherwise than it was. */
type Findings = Map<string, string[]>;

for (const size of ["wide", "phone"] as const) {
  Deno.test(`every page and what opens on it, ${size}`, async (t) => {
    await using house = await openHouse();
    await using browser = await launchBrowser();
    const { page } = await browser.open("about:blank", sizes[size]);
    page.setDefaultTimeout(20_000);
    await watchShifts(page.context());
    const noise = await listenForNoise(page);
    const findings: Findings = new Map();
    for (const place of places.filter(({ only = size }) => only === size)) {
      await page.setViewportSize(sizes[size].viewport);
      const found = { page, place, house, noise };
      const visits = size === "wide" ? visitWide(found) : visitOnPhone(found);
      const note = (check: string, complaints: string[]) => {
        const told = complaints.map((complaint) => `${place.name}: ${complaint}`);
        findings.set(check, [...findings.get(check) ?? [], ...told]);
      };
      try {
        for await (const [check, complaints] of visits) note(check, complaints);
      } catch (error) {
        note("each can be reached", [String(error)]); // the other places are told of too
      }
    }
    for (const [check, found] of findings) await t.step(check, () => assert.deepEqual(found, []));
  });
}

interface Visit {
  page: Page;
  place: Place;
  house: House;
  noise: Noise;
}

async function* visitWide({ page, place, house, noise }: Visit): AsyncGenerator<[string, string[]]> {
  yield ["nothing moves while it loads", await load(page, place, house)];
  if (place.isOver) await watchUse(page);
  await place.open?.(page, house);
  await openEyes(page, place.isOver);
  yield ["nothing is animated where that is not wanted", await findMotion(page)];
  yield ["the focus is seen on everything", await findUnmarkedFocus(page)];
  yield ["in forced colours all is seen", await findLostInForcedColors(page)];
  yield ["the current page is only itself", await findWrongCurrent(page)];
  yield ["axe finds nothing in any theme", await askAxe(page)];
  if (place.isOver) yield ["Esc gives the focus back", await findLostReturn(page)];
  else if (place.refused !== 503) yield ["Tab goes through everything and round", await findTabFaults(page)];
  yield ["the console is empty", noise.take(place.refused)];
}

async function* visitOnPhone({ page, place, house, noise }: Visit): AsyncGenerator<[string, string[]]> {
  yield ["nothing moves while it loads", await load(page, place, house)];
  if (place.only) await watchUse(page);
  await place.open?.(page, house);
  await openEyes(page, place.isOver);
  yield ["everything is 44 px for a finger", await findSmallTargets(page)];
  yield ["axe finds nothing in any theme", await askAxe(page)];
  // The narrowest phone, and a common screen at 200 %.
  for (const viewport of [{ width: 320, height: 568 }, { width: 640, height: 400 }]) {
    await page.setViewportSize(viewport);
    yield [`all is within ${viewport.width} px`, await findTooWide(page)];
    yield [`what opens is within ${viewport.height} px`, await findTooHigh(page)];
  }
  if (place.only) yield ["Esc gives the focus back", await findLostReturn(page)];
  yield ["the console is empty", noise.take(place.refused)];
}

/** What has shifted once it is there and at rest. */
async function load(page: Page, place: Place, house: House): Promise<string[]> {
  await page.goto(house.servers[place.at].url + pathOf(place, house));
  await openEyes(page);
  await page.evaluate(() => new Promise<void>((done) => requestIdleCallback(() => done())));
  return await findShifts(page);
}
