/**
 * Colours that a diagram brings: those whose light is known, with letters on them that can be read.
 *
 * A theme's letters are made for its own ground, so a box of another colour gets black or white ones.
 */

export type Style = Map<string, string>;

/** Of `fill:#f9f,stroke:#333,stroke-width:4px`. */
export function readStyle(written: string): Style {
  return new Map(
    written.split(/[,;](?![^(]*\))/).map((pair) => pair.split(":").map((part) => part.trim().toLowerCase()))
      .filter((pair) => pair.length === 2) as [string, string][],
  );
}

/** As the library takes it; empty when nothing of it can be used. */
export function writeStyle(style: Style): string {
  const [fill, stroke, ink] = ["fill", "stroke", "color"].map((name) => readColour(style.get(name)));
  const width = /^\d(\.\d)?(?=px$|$)/.exec(style.get("stroke-width") ?? "")?.[0];
  const parts = [
    fill && `fill:${hex(fill)},color:${hex(ink && contrast(ink, fill) >= 4.5 ? ink : letterOn(fill))}`,
    stroke && `stroke:${hex(stroke)}`,
    width && `stroke-width:${width}`,
  ];
  return parts.filter(Boolean).join(",");
}

type Colour = [red: number, green: number, blue: number];

const NAMES: Record<string, string> = {
  black: "#000",
  white: "#fff",
  red: "#f00",
  green: "#008000",
  lime: "#0f0",
  blue: "#00f",
  yellow: "#ff0",
  orange: "#ffa500",
  purple: "#800080",
  pink: "#ffc0cb",
  gray: "#808080",
  grey: "#808080",
  lightgray: "#d3d3d3",
  lightgrey: "#d3d3d3",
  lightblue: "#add8e6",
  lightgreen: "#90ee90",
  lightyellow: "#ffffe0",
  cyan: "#0ff",
  magenta: "#f0f",
  gold: "#ffd700",
  brown: "#a52a2a",
  navy: "#000080",
  teal: "#008080",
};

function readColour(written = ""): Colour | undefined {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/.exec(
    Object.hasOwn(NAMES, written) ? NAMES[written]! : written,
  )?.[1];
  if (digits) {
    const size = digits.length / 3;
    return [0, 1, 2].map((place) => {
      const part = digits.slice(place * size, (place + 1) * size);
      return parseInt(part.repeat(3 - size), 16);
    }) as Colour;
  }
  const numbers = /^rgb\((\d{1,3}),\s*(\d{1,3}),\s*(\d{1,3})\)$/.exec(written)?.slice(1).map(Number);
  return numbers?.every((number) => number <= 255) ? numbers as Colour : undefined;
}

function hex(colour: Colour): string {
  return "#" + colour.map((part) => part.toString(16).padStart(2, "0")).join("");
}

function letterOn(ground: Colour): Colour {
  const [black, white]: Colour[] = [[0, 0, 0], [255, 255, 255]];
  return contrast(black!, ground) > contrast(white!, ground) ? black! : white!;
}

/** As WCAG counts it. */
function contrast(one: Colour, other: Colour): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
