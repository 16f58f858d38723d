/** What the checks see of a page: functions put into it once, called by the checks' own functions there. */
import type { Page } from "playwright-core";

declare global {
  /** In a page only. */
  var eyes: {
    /** What is looked at: the page, or what is open over it. */
    roots: Element[];
    all(): Element[];
    /** Takes up room and is not hidden; also what only a pointer or the focus brings out. */
    isThere(element: Element): boolean;
    /** Everything in the roots that can be used, in the order of the document. */
    controls(): HTMLElement[];
    /** For people who read complaints. */
    nameOf(element: Element): string;
    /** The first ground that is not see-through, from an element on upwards. */
    groundOf(element: Element | null): string;
    /** Between two computed colours, as WCAG has it. */
    contrast(one: string, other: string): number;
    /** Has a line around it, or below it, that differs from its ground. */
    hasEdge(element: Element): boolean;
    /** How it looks, but for its words: to be compared with another or with itself at another time. */
    lookOf(element: Element): string;
  };
}

export async function openEyes(page: Page, isOver = false): Promise<void> {
  await page.evaluate((isOver) => {
    const usable = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=option]";
    const over = "dialog[open], :popover-open, select:open, [role=alertdialog]:not([popover])";
    const roots = isOver ? [...document.querySelectorAll(over)].slice(-1) : [document.body];
    const isThere = (element: Element) => {
      const { width, height } = element.getBoundingClientRect();
      return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true });
    };
    const isClear = (colour: string) => /^transparent$|^rgba\(.*, 0\)$/.test(colour);
    const numbers = (colour: string) => {
      const [r = 0, g = 0, b = 0] = colour.match(/[\d.]+/g)!.map(Number);
      return colour.startsWith("color(") ? [r * 255, g * 255, b * 255] : [r, g, b];
    };
    const lightness = (colour: string) => {
      const [r, g, b] = numbers(colour).map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      }) as [number, number, number];
      return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
    };
    const groundOf = (element: Element | null): string => {
      if (!element) return getComputedStyle(document.documentElement).backgroundColor;
      const { backgroundColor } = getComputedStyle(element);
      return isClear(backgroundColor) ? groundOf(element.parentElement) : backgroundColor;
    };
    const lines = (style: CSSStyleDeclaration) => {
      const sides = ["top", "right", "bottom", "left"].map((side) => `border-${side}`);
      return [...sides, "outline"].map((line) => ({
        width: parseFloat(style.getPropertyValue(`${line}-width`)),
        kind: style.getPropertyValue(`${line}-style`),
        colour: style.getPropertyValue(`${line}-color`),
      })).filter(({ width, kind, colour }) => width > 0 && kind !== "none" && !isClear(colour));
    };
    const looks = [
      "box-shadow",
      "color",
      "font-weight",
      "text-decoration-line",
      "display",
    ];
    const stylesOf = (element: Element) =>
      [undefined, "::before", "::after"].map((part) => getComputedStyle(element, part))
        .filter((style, index) => index === 0 || style.content !== "none");
    globalThis.eyes = {
      roots,
      all: () => roots.flatMap((root) => [root, ...root.querySelectorAll("*")]),
      isThere,
      groundOf,
      controls: () =>
        roots.flatMap((root) => [...root.querySelectorAll<HTMLElement>(usable)])
          .filter((element) => !element.matches(":disabled"))
          .filter((element) => isThere((element as HTMLInputElement).labels?.[0] ?? element)),
      nameOf(element) {
        const words = element.getAttribute("aria-label") || element.textContent ||
          element.getAttribute("name") || "";
        const look = [element.localName, ...element.classList].join(".");
        return `${look} "${words.trim().replace(/\s+/g, " ").slice(0, 40)}"`;
      },
      contrast(one, other) {
        const [low, high] = [lightness(one), lightness(other)].toSorted((a, b) => a - b);
        return high! / low!;
      },
      hasEdge: (element) =>
        stylesOf(element).some((style) =>
          lines(style).some(({ colour }) => colour !== groundOf(element.parentElement))
        ),
      lookOf: (element) =>
        JSON.stringify([
          groundOf(element),
          ...stylesOf(element).map((style, part) => [
            lines(style),
            part > 0 && style.backgroundColor,
            ...looks.map((name) => style.getPropertyValue(name)),
          ]),
        ]),
    };
  }, isOver);
}
