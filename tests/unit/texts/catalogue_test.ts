import assert from "node:assert/strict";
import { catalogue } from "@/lib/texts/catalogue.ts";
import { fill, fillWith } from "@/lib/texts/text.ts";

/** Every text by its path: `live.format.months.3`. */
function textsOf(value: unknown, path = ""): [path: string, text: string][] {
  if (typeof value === "string") return [[path, value]];
  if (/(^|\.)problems$/.test(path)) return []; // English ones are no part of it: problem_test.ts
  return Object.entries(value as object).flatMap(([name, inner]) =>
    textsOf(inner, path ? `${path}.${name}` : name)
  );
}

const placesOf = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

const english = new Map(textsOf(catalogue.en));

Deno.test("catalogue: every language has the same texts, none of them empty, each with the same places", () => {
  assert.ok(english.size > 200, `${english.size} texts`);
  for (const texts of Object.values(catalogue)) {
    const others = textsOf(texts);
    assert.deepEqual(others.map(([path]) => path), [...english.keys()], texts.name);
    for (const [path, text] of others) {
      assert.notEqual(text.trim(), "", path);
      assert.deepEqual(placesOf(text), placesOf(english.get(path)!), `${texts.name}, ${path}`);
    }
  }
});

Deno.test("catalogue: each language has its own tag and its own name", () => {
  for (const [tag, texts] of Object.entries(catalogue)) assert.equal(texts.tag, tag);
  assert.deepEqual(Object.values(catalogue).map(({ name }) => name), ["English", "Deutsch"]);
});

Deno.test("fill() puts values in their places, as they are", () => {
  const text: (typeof catalogue.en)["sessions"]["optionsFor"] = "Options for {title}";
  assert.equal(fill(text, { title: "{title} $& {n}" }), "Options for {title} $& {n}");
  assert.equal(fill(catalogue.de.live.amount, { part: 1, whole: 2 }), "1 von 2");
});

Deno.test("fillWith() keeps values that are elements", () => {
  const element = { tag: "strong" };
  assert.deepEqual(fillWith(catalogue.en.live.turn.loading, { model: element }), ["Loading ", element, "…"]);
});
