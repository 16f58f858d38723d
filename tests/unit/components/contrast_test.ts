/** The colours of each theme against each other: WCAG 2.2 AA, 4.5 for text, 3 for the edges of controls. */
import assert from "node:assert/strict";
import { type Design, designs } from "@/lib/shared/theme.ts";

const sheet = await Deno.readTextFile(new URL("../../../static/themes.css", import.meta.url));

const grounds = ["canvas", "surface", "raised"];
const tokens = [
  "code-ink",
  ...["keyword", "string", "number", "comment", "function", "type", "operator", "deleted", "inserted"]
    .map((token) => `tok-${token}`),
];
const texts = ["ink", "ink-muted", "ink-faint", "accent", "danger", "success", "warning"];

const pairs: [front: string, ground: string, least: number][] = [
  ...texts.flatMap((text) => grounds.map((ground): [string, string, number] => [text, ground, 4.5])),
  ...tokens.map((token): [string, string, number] => [token, "code-bg", 4.5]),
  ["accent-ink", "accent", 4.5],
  ...grounds.map((ground): [string, string, number] => ["control", ground, 3]),
];

for (const theme of designs) {
  Deno.test(`themes.css: ${theme} is readable in every pair in use`, () => {
    const values = valuesOf(theme);
    const weak = pairs
      .map(([front, ground, least]) => ({ front, ground, least, ratio: contrast(values, front, ground) }))
      .filter(({ ratio, least }) => ratio < least)
      .map(({ front, ground, ratio }) => `${front} on ${ground}: ${ratio.toFixed(2)}`);
    assert.deepEqual(weak, []);
  });
}

Deno.test("contrast() is 21 for black on white and 1 for a colour on itself", () => {
  const values = new Map([["a", "#000000"], ["b", "#ffffff"], ["c", "#123456"]]);
  assert.equal(contrast(values, "a", "b"), 21);
  assert.equal(contrast(values, "c", "c"), 1);
});

Deno.test("themes.css: every theme gives every value", () => {
  const names = designs.map((theme) => [...valuesOf(theme).keys()].sort());
  for (const list of names) assert.deepEqual(list, names[0]);
});

function valuesOf(theme: Design): Map<string, string> {
  const head = String
    .raw`(?:^\[data-theme="${theme}"\](?:,\s*\[data-theme="system"\])?|@variant ${theme}) \{`;
  const block = new RegExp(`${head}([^}]*)\\}`, "m").exec(sheet)?.[1];
  assert.ok(block, `no block for ${theme}`);
  return new Map([...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name!, value!]));
}

function contrast(values: Map<string, string>, front: string, ground: string): number {
  const [light, dark] = [luminance(values.get(front)!), luminance(values.get(ground)!)].sort((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
}

function luminance(hex: string): number {
  const long = hex.length === 4 ? hex.replace(/[\da-f]/g, "$&$&") : hex;
  assert.match(long, /^#[\da-f]{6}$/, `not a plain colour: ${hex}`);
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = parseInt(long.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
