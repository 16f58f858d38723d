import assert from "node:assert/strict";
import { iconNames } from "@/lib/icons/names.ts";
import { iconSprite } from "@/lib/icons/sprite.ts";
import { readAppFiles } from "@/tests/helpers/source_files.ts";

Deno.test("static/icons.svg holds exactly the icons of iconNames (deno run -A lib/icons/sprite.ts)", async () => {
  const stored = await Deno.readTextFile(new URL("../../../static/icons.svg", import.meta.url));
  assert.equal(stored, await iconSprite());
});

Deno.test("every icon of iconNames is in use", () => {
  const texts = readAppFiles().filter(({ path }) => !path.startsWith("lib/icons/")).map(({ text }) => text);
  const unused = iconNames.filter((name) => !texts.some((text) => text.includes(`"${name}"`)));
  assert.deepEqual(unused, []);
});
