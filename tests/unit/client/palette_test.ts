import assert from "node:assert/strict";
import { type Choice, rankChoices } from "@/lib/client/palette.ts";

const choices = ["New chat", "Settings", "Use llama3.2:3b", "Models", "Über Metrik", "Chatter about new hats"]
  .map(
    (label): Choice => ({ label, kind: "", run: () => {} }),
  );

Deno.test("rankChoices() keeps the order when nothing is typed", () => {
  assert.deepEqual(rank("  "), choices.map(({ label }) => label));
});

Deno.test("rankChoices() puts whole words before scattered letters", () => {
  assert.deepEqual(rank("new"), ["New chat", "Chatter about new hats"]);
  assert.equal(rank("nch")[0], "New chat");
});

Deno.test("rankChoices() finds names by their parts, without case and marks", () => {
  assert.deepEqual(rank("LLAMA3"), ["Use llama3.2:3b"]);
  assert.deepEqual(rank("uber"), ["Über Metrik"]);
  assert.deepEqual(rank("us 3b"), ["Use llama3.2:3b"]);
});

Deno.test("rankChoices() puts the label that begins with what was typed before scattered letters", () => {
  const labels = ["The last theorem of Fermat", "Use tempest:7b", "Temperature"];
  const choices = labels.map((label): Choice => ({ label, kind: "", run: () => {} }));
  assert.deepEqual(rank("tem", choices), [...labels].reverse());
});

Deno.test("rankChoices() finds a setting by the name that the API has for it, from its beginning on", () => {
  const setting: Choice = { label: "Context window", kind: "", name: "num_ctx", run: () => {} };
  assert.deepEqual(rank("num_c", [setting]), ["Context window"]);
  assert.deepEqual(rank("_ctx", [setting]), []);
});

Deno.test("rankChoices() finds nothing for letters that do not occur in this order", () => {
  assert.deepEqual(rank("zzz"), []);
});

function rank(query: string, offered = choices): string[] {
  return rankChoices(offered, query).map(({ label }) => label);
}
