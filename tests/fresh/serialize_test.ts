import assert from "node:assert/strict";
import { computed, signal } from "@preact/signals";
import fc from "fast-check";
import { parseProps } from "../../lib/fresh/src/client/parse.ts";
import { serialize } from "../../lib/fresh/src/render/serialize.ts";

function roundTrip(...values: Record<string, unknown>[]): Record<string, unknown>[] {
  const { nodes, roots } = serialize(values.map((value) => ({ name: "<Test>", value })));
  return parseProps(JSON.parse(JSON.stringify(nodes)), roots, (id) => `slot ${id}`);
}

const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(fc.string({ unit: "binary" }), fc.double(), fc.integer(), fc.boolean(), fc.bigInt()),
    fc.constantFrom(null, undefined, -0, NaN, "</script>", "<!--", "__proto__"),
    fc.date({ noInvalidDate: false }),
    fc.uint8Array(),
    fc.array(tie("value")),
    fc.sparseArray(tie("value")),
    fc.dictionary(fc.oneof(fc.string(), fc.constant("__proto__")), tie("value"), { noNullPrototype: true }),
    fc.array(fc.tuple(tie("value"), tie("value"))).map((entries) => new Map(entries)),
    fc.array(tie("value")).map((items) => new Set(items)),
  ),
}));

Deno.test("parseProps() gives back whatever serialize() was given", () => {
  fc.assert(fc.property(anyValue, (value) => {
    assert.deepStrictEqual(roundTrip({ value })[0], { value });
  }));
});

Deno.test("parseProps() keeps identity across islands, and cycles", () => {
  const shared: Record<string, unknown> = { url: new URL("https://a.example/?b"), pattern: /x+/gi };
  shared.self = shared;
  const [one, two] = roundTrip({ shared }, { list: [shared] });
  assert.equal(one!.shared, (two!.list as unknown[])[0]);
  assert.equal((one!.shared as typeof shared).self, one!.shared);
  assert.equal(String((one!.shared as typeof shared).url), "https://a.example/?b");
  assert.equal(String((one!.shared as typeof shared).pattern), "/x+/gi");
});

Deno.test("parseProps() makes signals of signals, and lasting values of computeds", () => {
  const count = signal(1);
  const double = computed(() => count.value * 2);
  const [one, two] = roundTrip({ count, double }, { count }) as [
    { count: typeof count; double: typeof double },
    { count: typeof count },
  ];
  assert.equal(one.count, two.count);
  one.count.value = 5;
  assert.equal(two.count.value, 5);
  assert.equal(one.double.value, 2);
});

Deno.test("serialize() names the prop that cannot be sent", () => {
  assert.throws(() => roundTrip({ on: { click: [() => 1] } }), /<Test>\.on\.click\.0 is a function/);
  assert.throws(() => roundTrip({ mark: Symbol("x") }), /<Test>\.mark is a symbol/);
});
