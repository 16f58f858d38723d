import assert from "node:assert/strict";
import fc from "fast-check";
import { type EndReason, type Limits, type Piece, piecesOf } from "@/lib/guide/api/pieces.ts";
import type { Reply } from "@/lib/guide/models/definition.ts";
import { countTokens, tokensOf } from "@/lib/guide/models/tokens.ts";

const free: Limits = {
  stop: [],
  maxTokens: Infinity,
  repeatLimit: 30,
  splitsThinking: true,
  toolPath: undefined,
};

Deno.test("tokensOf() loses nothing of any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => assert.equal(tokensOf(text).join(""), text)),
  );
  assert.deepEqual(tokensOf(" Hello there, I am."), [" Hello", " there", ",", " I", " am", "."]);
  assert.equal(countTokens(""), 0);
});

Deno.test("piecesOf() ends before a stop text wherever the tokens cut it", () => {
  const text = "say the END of it";
  fc.assert(fc.property(fc.array(fc.nat(text.length), { maxLength: 6 }), (cuts) => {
    const edges = [0, ...cuts.toSorted((one, other) => one - other), text.length];
    const content = edges.slice(1).map((edge, index) => text.slice(edges[index], edge));
    const { joined, end } = run({ content }, { stop: ["END", "never"] });
    assert.deepEqual([joined, end], ["say the ", "stop"]);
  }));
});

Deno.test("piecesOf() gives all of a text that only nearly holds a stop text", () => {
  const { joined, end } = run({ content: ["E", "N", " EN", "E", " E"] }, { stop: ["END"] });
  assert.deepEqual([joined, end], ["EN ENE E", "stop"]);
});

Deno.test("piecesOf() stops at the limit, and never asks an endless reply for more", () => {
  let asked = 0;
  function* endless() {
    while (true) yield ` ${++asked}`;
  }
  const { joined, end } = run({ content: endless() }, { maxTokens: 3 });
  assert.deepEqual([joined, end, asked], [" 1 2 3", "length", 3]);
});

Deno.test("piecesOf() breaks off a token said too often", () => {
  const { pieces, end } = run({ content: Array.from({ length: 99 }, () => " x") }, { repeatLimit: 30 });
  assert.deepEqual([pieces.length, end], [31, "stuck"]);
});

Deno.test("piecesOf() splits thinking off, or leaves its tags in the text", () => {
  const reply = { thinking: "Well then", content: "Four." };
  const split = run(reply, {});
  assert.deepEqual(split.pieces.map(({ kind }) => kind), ["thinking", "thinking", "content", "content"]);
  assert.equal(run(reply, { splitsThinking: false }).joined, "<think>Well then</think>Four.");
});

Deno.test("piecesOf() gives tool calls only to a request that brought tools", () => {
  const reply = { content: "", toolCalls: [{ name: "f", arguments: { a: 1 } }] };
  assert.equal(run(reply, {}).joined, '[{"name":"f","arguments":{"a":1}}]');
  const [piece] = run(reply, { toolPath: "template" }).pieces;
  assert.ok(piece?.kind === "tool_calls" && !piece.isLast);
  assert.deepEqual(piece.calls.map((call) => call.function), [{ index: 0, name: "f", arguments: { a: 1 } }]);
});

function run(reply: Reply, limits: Partial<Limits>): { pieces: Piece[]; joined: string; end: EndReason } {
  const pieces: Piece[] = [];
  const run = piecesOf(reply, { ...free, ...limits });
  while (true) {
    const next = run.next();
    if (!next.done) pieces.push(next.value);
    else {
      const joined = pieces.map((piece) => piece.kind === "tool_calls" ? "" : piece.text).join("");
      return { pieces, joined, end: next.value };
    }
  }
}
