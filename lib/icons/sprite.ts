/**
 * The one SVG sprite, made of lucide's sources: `deno run -A lib/icons/sprite.ts` writes static/icons.svg.
 *
 * Knows nothing of how icons are shown; that is components/Icon.tsx.
 */
import { iconNames } from "@/lib/icons/names.ts";

const sources = new URL("../../node_modules/lucide-static/icons/", import.meta.url);
const target = new URL("../../static/icons.svg", import.meta.url);

export async function iconSprite(): Promise<string> {
  const symbols = await Promise.all(iconNames.map(symbol));
  return `<svg xmlns="http://www.w3.org/2000/svg"><!-- lucide, ISC licence -->\n${
    symbols.join("\n")
  }\n</svg>\n`;
}

async function symbol(name: string): Promise<string> {
  const source = await Deno.readTextFile(new URL(`${name}.svg`, sources));
  const shapes = source.slice(source.indexOf(">", source.indexOf("<svg")) + 1, source.lastIndexOf("</svg>"));
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/\s*\n\s*/g, "")}</symbol>`;
}

if (import.meta.main) await Deno.writeTextFile(target, await iconSprite());
