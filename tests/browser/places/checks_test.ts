/** The checks find what they are for: each is shown a page that has it, and the same without. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { launchBrowser } from "@/tests/helpers/browser.ts";
import { askAxe } from "./checks/axe.ts";
import { findLostReturn, findTabFaults, findUnmarkedFocus, watchUse } from "./checks/focus.ts";
import { findLostInForcedColors } from "./checks/forced_colors.ts";
import { findWrongCurrent } from "./checks/links.ts";
import { findMotion } from "./checks/motion.ts";
import { listenForNoise } from "./checks/noise.ts";
import { findShifts, watchShifts } from "./checks/shifts.ts";
import { findSmallTargets } from "./checks/targets.ts";
import { findTooHigh, findTooWide } from "./checks/width.ts";
import { openEyes } from "./eyes.ts";

interface Case {
  name: string;
  find(page: Page): Promise<string[]>;
  /** In the body. */
  bad: string;
  good: string;
  finds: RegExp;
}

const cases: Case[] = [
  {
    name: "askAxe() looks at structure once and at colours in every theme",
    find: askAxe,
    bad:
      "<main><h1>One</h1><p class=pale>Words</p><style>[data-theme=light-quartz] .pale{color:#ddd}</style></main>",
    good: "<main><h1>One</h1><p>Words</p></main>",
    finds: /^color-contrast in light-quartz: <p/,
  },
  {
    name: "findSmallTargets() measures what leads to a control",
    find: findSmallTargets,
    bad: "<button style='width:43px;height:60px'>x</button>",
    good: "<style>b{position:relative}b::after{content:'';position:absolute;inset:-30px}</style>" +
      "<label style='display:block;padding:20px'><input type=checkbox> a label</label>" +
      "<p>A <a href='#'>link</a> in words</p><button style='width:44px;height:44px'>x</button>",
    finds: /^43 × 60: button "x"/,
  },
  {
    name: "findTooWide() finds what is outside",
    find: findTooWide,
    bad: "<p style='width:3000px'>Words</p>",
    good: "<div style='overflow-x:auto'><p style='width:3000px'>Words</p></div>",
    finds: /^scrolls sideways/,
  },
  {
    name: "findTooWide() finds words that are cut off",
    find: findTooWide,
    bad: "<p style='width:9px;overflow:hidden'>Words</p>",
    good: "<p style='width:9px;overflow:hidden;text-overflow:ellipsis'>Words</p>",
    finds: /^cut off at 9/,
  },
  {
    name: "findTooHigh() finds a dialog that leaves the window",
    find: findTooHigh,
    bad: "<dialog open style='height:5000px'>Words</dialog>",
    good: "<dialog open>Words</dialog>",
    finds: /^from .* dialog/,
  },
  {
    name: "findMotion() finds what is animated",
    find: findMotion,
    bad: "<style>@keyframes a{to{opacity:0}}p{animation:a 5s}</style><p>Words</p>",
    good: "<style>@keyframes a{to{opacity:0}}p{animation:a 1ms 5s}</style><p>Words</p>",
    finds: /^5000 ms: p/,
  },
  {
    name: "findUnmarkedFocus() finds a control that looks as before",
    find: findUnmarkedFocus,
    bad: "<style>button{outline:none}</style><button>x</button>",
    good:
      "<style>button{outline:none}div:focus-within{outline:1px solid}</style><div><button>x</button></div>",
    finds: /^focus is not seen: button/,
  },
  ...([
    ["a control without an edge", "<input style='border:0'>", "<input>", /^no edge: input/],
    [
      "a button without a face",
      "<button style='border:0;background:red;width:9px;height:9px'></button>",
      "<button style='border:0;background:red'>x</button>",
      /^nothing to see: button/,
    ],
    [
      "a dot that was a ground",
      "<p>on <i style='display:inline-block;width:9px;height:9px;background:red'></i></p>",
      "<p>on <i style='display:inline-block;width:9px;height:9px;background:red;border:1px solid'></i></p>",
      /^not seen any more: i/,
    ],
    [
      "a drawing in a colour of its own",
      "<p>on <svg><path fill='#eee' d='M0 0H9V9Z'/></svg></p>",
      "<p>on <svg><path fill='CanvasText' d='M0 0H9V9Z'/></svg></p>",
      /^contrast 1\.\d: p/,
    ],
    [
      "a choice told by its ground",
      "<ul><li><a href='#1'>One</a><li><a aria-current=true href='#2' style='background:red'>Two</a></ul>",
      "<ul><li><a href='#1'>One</a><li><a aria-current=true href='#2' style='font-weight:700'>Two</a></ul>",
      /^looks as others do: a/,
    ],
    [
      "a focus told by a shadow",
      "<style>button:focus{outline:none;box-shadow:0 0 9px red}</style><button>x</button>",
      "<button>x</button>",
      /^focus is not seen: button/,
    ],
  ] as const).map(([what, bad, good, finds]) => ({
    name: `findLostInForcedColors() finds ${what}`,
    find: findLostInForcedColors,
    bad,
    good,
    finds,
  })),
  {
    name: "findTabFaults() finds a trap",
    find: findTabFaults,
    bad:
      "<a class=skip href='#'>skip</a><button onkeydown='event.preventDefault()'>x</button><button>y</button>",
    good: "<a class=skip href='#'>skip</a><button>x</button><button>y</button>",
    finds: /^does not come round/,
  },
  {
    name: "findTabFaults() finds what is out of order",
    find: findTabFaults,
    bad: "<a class=skip href='#'>skip</a><button tabindex=1>x</button><button>y</button>",
    good: "<a class=skip href='#'>skip</a><button tabindex=-1>x</button><button>y</button>",
    finds: /^out of order: button "x"/,
  },
  {
    name: "findWrongCurrent() finds the link to another view of the page",
    find: findWrongCurrent,
    bad: "<a aria-current=page href='?other'>x</a>",
    good: "<a aria-current=false href='?other'>x</a>",
    finds: /^\?other: a/,
  },
];

Deno.test("each check of the places finds what it is for, and nothing where there is nothing", async (t) => {
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    (request) => {
      const status = new URL(request.url).pathname === "/" ? 200 : 404;
      return new Response(
        "<!doctype html><html lang=en><title>x</title><link rel=icon href='data:,'><style>html{background:#fff}</style>",
        {
          status,
          headers: { "content-type": "text/html" },
        },
      );
    },
  );
  await using browser = await launchBrowser();
  const { page } = await browser.open("about:blank");
  await watchShifts(page.context());
  await page.goto(`http://127.0.0.1:${server.addr.port}`);
  const show = async (body: string, isOver = false) => {
    await page.evaluate((body) => document.body.innerHTML = body, body);
    await openEyes(page, isOver);
  };
  for (const { name, find, bad, good, finds } of cases) {
    await t.step(name, async () => {
      await show(bad);
      assert.match((await find(page)).join("\n"), finds);
      await show(good);
      assert.deepEqual(await find(page), []);
    });
  }

  await t.step("findLostReturn() wants what is open closed and its opener to have the focus", async () => {
    const opener = "<a class=new-chat href='#'>a</a><button popovertarget=p>x</button>";
    for (const [panel, count] of [["<p id=p popover>p</p>", 0], ["<p role=alertdialog>p</p>", 1]] as const) {
      await show(opener + panel);
      await watchUse(page);
      await page.getByRole("button").click();
      await openEyes(page, true);
      assert.equal((await findLostReturn(page, 50)).length, count, panel);
    }
  });

  await t.step("findShifts() finds what pushes others down", async () => {
    await show("<p>Words</p>");
    const paint = () =>
      page.evaluate(() =>
        new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))
      );
    await paint();
    await page.evaluate(() => globalThis.shifts = []); // of the cases before
    assert.deepEqual(await findShifts(page), []);
    await page.waitForFunction(() => {
      document.body.prepend(Object.assign(document.createElement("div"), { innerHTML: "<br><br><br>" }));
      return globalThis.shifts.some(({ hadRecentInput }) => !hadRecentInput);
    });
    assert.match((await findShifts(page)).join(), /^0\.\d+: /);
  });

  await t.step(
    "listenForNoise() hears messages of every kind, and excuses the status that was provoked",
    async () => {
      const noise = await listenForNoise(page);
      await page.evaluate(async () => {
        console.debug("low");
        console.log("high");
        setTimeout(() => {
          throw new Error("gone wrong");
        });
        await fetch("/missing");
        await fetch("http://127.0.0.1:1/").catch(() => undefined);
      });
      await page.goto(`${page.url()}missing`);
      const heard = noise.take();
      for (
        const words of [
          /^debug: low/,
          /^log: high/,
          /^uncaught: .*gone wrong/,
          /status of 404/,
          /^failed: .*:1/,
        ]
      ) {
        assert.ok(heard.some((message) => words.test(message)), `${words} in ${heard.join("\n")}`);
      }
      await page.reload();
      assert.deepEqual(noise.take(404), []);
    },
  );
});
