import assert from "node:assert/strict";
import { iconSprite } from "@/lib/icons/sprite.ts";

Deno.test("static/icons.svg holds exactly the icons in use (deno run -A lib/icons/sprite.ts)", async () => {
  const stored = await Deno.readTextFile(new URL("../../../static/icons.svg", import.meta.url));
  assert.equal(stored, await iconSprite());
});
