import assert from "node:assert/strict";
import { SentenceReader } from "@/lib/client/announce.ts";

const reply =
  "# Tea\n\nPour **hot** water. Is it `3.5` minutes? Yes: 1. wait\n\n```ts\nlet a = 1. b;\n```\n" +
  "- See [the book](https://x.test/a.b)!\n\n| a | b |\n|---|---|\n日本語です。続き";
const spoken = [
  "Tea",
  "Pour hot water.",
  "Is it 3.5 minutes?",
  "Yes: 1.",
  "wait",
  "Code block.",
  "See the book!",
  "a b",
  "日本語です。",
  "続き",
];

Deno.test("SentenceReader reads whole sentences, however the text is cut", () => {
  for (let size = 1; size <= reply.length; size++) {
    const reader = new SentenceReader("Code block.");
    const sentences: string[] = [];
    for (let at = 0; at < reply.length; at += size) {
      sentences.push(...reader.push(reply.slice(at, at + size)));
    }
    sentences.push(...reader.end());
    assert.deepEqual(sentences, spoken, `pieces of ${size}`);
  }
});

Deno.test("SentenceReader says nothing before a sentence is whole", () => {
  const reader = new SentenceReader("Code block.");
  assert.deepEqual(reader.push("It costs 3.5"), []);
  assert.deepEqual(reader.push("0. Then"), ["It costs 3.50."]);
  assert.deepEqual(reader.end(), ["Then"]);
});
