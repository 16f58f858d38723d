import assert from "node:assert/strict";
import { mend } from "@/lib/markdown/mend.ts";

Deno.test("mend() closes what a line has opened", () => {
  const closed = {
    "a **bo": "a **bo**",
    "a **bold*": "a **bold**",
    "**bold and *it": "**bold and *it***",
    "_it": "_it_",
    "| a | ~~b": "| a | ~~b~~",
    "`co*de": "`co*de`",
    "**a `b ": "**a `b`**",
  };
  for (const [line, expected] of Object.entries(closed)) assert.equal(mend(line), expected);
});

Deno.test("mend() leaves out marks that mean nothing yet", () => {
  for (const line of ["-", "  1.", "##", "===", "> ", "``", "|", "**"]) assert.equal(mend(line), "");
  assert.equal(mend("a **"), "a ");
  assert.equal(mend("a `"), "a ");
  assert.equal(mend("press <kb"), "press ");
  assert.equal(mend("see [the docs](https://exam"), "see the docs");
  assert.equal(mend("- [the docs"), "- the docs");
});

Deno.test("mend() changes nothing that is complete or only looks like a mark", () => {
  const complete = [
    "a **b** c",
    "2 * 3 * 4",
    "snake_case_name",
    "a[0] and b[1",
    "\\*a",
    "a `**` b",
    "a < b",
    "- [x] done",
  ];
  for (const line of complete) assert.equal(mend(line), line);
});

Deno.test("mend() leaves very long lines alone", () => {
  assert.equal(mend("**" + "a".repeat(3000)), "**" + "a".repeat(3000));
});
