/** A drawing as an image in the colours and letters of the page: one that runs nothing and asks for nothing. */
import type { Drawing } from "@/lib/diagrams/clean_svg.ts";

/** The style sheet of the image. */
export type Look = string;

/** Of the theme that counts now. It has its own ground: letters for a dark one would be lost on paper. */
export function readLook(): Look {
  const page = getComputedStyle(document.documentElement);
  const value = (name: string) => page.getPropertyValue(`--${name}`).trim();
  const values = Object.entries(VALUES).map(([name, from]) => `--${name}:${value(from)}`);
  const series = SERIES.map((from, index) => `--s${index}:${value(from)}`);
  const letters = `text{font-family:${value("sans")};font-size-adjust:${fittingSize(value("sans"))}}` +
    `.mono{font-family:${value("mono")};font-size-adjust:none}`;
  return `svg{background:var(--bg);${[...values, ...series, ...MIXED].join(";")}}${letters}${CHART}`;
}

/**
 * The boxes are made for the letters that the library knows; wider ones, as a terminal's, are set so much smaller.
 *
 * @returns for `font-size-adjust`, which goes by the height of an x
 */
function fittingSize(family: string): string {
  const context = document.createElement("canvas").getContext("2d")!;
  context.font = `100px ${family}`;
  const ratio = Math.min(1, sampleWidth / context.measureText(sample).width);
  return (context.measureText("x").actualBoundingBoxAscent / 100 * ratio).toFixed(3);
}

const sample = "The quick brown fox jumps over the lazy dog 0123456789 (every token)";
/** As the library counts it at 100 px. */
const sampleWidth = 2990;

/** A `data:` address and no `blob:` one, which would be of our origin where someone opens it in a tab. */
export function imageOf({ width, height, markup }: Drawing, look: Look): string {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const style = look.replace(/[<&]/g, "");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size}><style>${style}</style>${markup}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** The drawing's variables, and the page's that they are. */
const VALUES = {
  bg: "code-bg",
  _text: "ink",
  "_text-sec": "ink-muted",
  "_text-muted": "ink-muted",
  "_text-faint": "ink-faint",
  _line: "control",
  _arrow: "ink-muted",
  "_node-fill": "raised",
  "_node-stroke": "control",
  "_inner-stroke": "line",
  "_key-badge": "line",
};

const MIXED = [
  "--_group-fill:color-mix(in srgb,var(--_text) 4%,var(--bg))",
  "--_group-hdr:color-mix(in srgb,var(--_text) 7%,var(--bg))",
];

/** Of the series of a chart. */
const SERIES = [
  "accent",
  "warning",
  "success",
  "tok-keyword",
  "tok-type",
  "danger",
  "tok-number",
  "ink-muted",
];

const CHART = [
  ".xychart-grid{fill:var(--_inner-stroke)}.xychart-bar{stroke-width:1.5}",
  ".xychart-line,.xychart-line-shadow{fill:none;stroke-width:2.5;stroke-linecap:round;stroke-linejoin:round}",
  ".xychart-line-shadow{stroke-width:5;opacity:.12}.xychart-dot{stroke:var(--bg);stroke-width:2}",
  ".xychart-label,.xychart-axis-title{fill:var(--_text-muted)}.xychart-title{fill:var(--_text)}",
  ...SERIES.map((_, index) =>
    `.xychart-color-${index}{stroke:var(--s${index})}circle.xychart-color-${index}{fill:var(--s${index});stroke:var(--bg)}` +
    `.xychart-bar.xychart-color-${index}{fill:color-mix(in srgb,var(--s${index}) 25%,var(--bg))}`
  ),
].join("");
