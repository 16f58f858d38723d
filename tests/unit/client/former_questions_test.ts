import assert from "node:assert/strict";
import { FormerQuestions } from "@/lib/client/former_questions.ts";

async function* newestFirst(...texts: string[]) {
  yield* texts;
}

Deno.test("FormerQuestions goes back to the first question and forth to what was typed", async () => {
  const walk = new FormerQuestions(newestFirst("third", "second", "first"));
  const shown: string[] = ["half a tho"];
  for (const by of [1, 1, 1, 1, -1, -1, -1, -1] as const) shown.push(await walk.step(by, shown.at(-1)!));
  assert.deepEqual(
    shown.slice(1),
    ["third", "second", "first", "first", "second", "third", "half a tho", "half a tho"],
  );
  assert.ok(walk.isOver);
});

Deno.test("FormerQuestions keeps what was changed on the way", async () => {
  const walk = new FormerQuestions(newestFirst("second", "first"));
  await walk.step(1, "");
  await walk.step(1, "second, but better");
  assert.equal(await walk.step(-1, "first"), "second, but better");
  assert.ok(!walk.isOver);
});

Deno.test("FormerQuestions takes the same question asked again for one step", async () => {
  const walk = new FormerQuestions(newestFirst("again", "again", "other"));
  assert.equal(await walk.step(1, ""), "again");
  assert.equal(await walk.step(1, "again"), "other");
});
