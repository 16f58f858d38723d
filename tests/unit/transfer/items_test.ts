import assert from "node:assert/strict";
import { itemLimits, ItemScanner } from "@/lib/transfer/items.ts";

function scan(file: string, { cut = 0, limits = itemLimits } = {}) {
  const bytes = new TextEncoder().encode(file);
  const scanner = new ItemScanner({ limits });
  scanner.push(bytes.subarray(0, cut));
  scanner.push(bytes.subarray(cut));
  const list = scanner.end();
  const items = Array.from({ length: list.length }, (_, index) => list.at(index));
  const texts = items.map(({ start, length }) =>
    new TextDecoder().decode(bytes.subarray(start, start + length)).trim()
  );
  return { texts, problems: items.map((item) => item.problem), form: scanner.form, hasMore: list.hasMore };
}

const elements = ['{"a":[1,{"b":"],}\\"\\\\"}]}', '"text, [with] \\u005d"', "7", "null", '{"é":"漢"}'];

Deno.test("ItemScanner gives the elements of an array, wherever the file is cut", () => {
  const file = `\ufeff \n[ ${elements.join(" ,\r\n\t")} ]\n`;
  for (let cut = 0; cut <= new TextEncoder().encode(file).length; cut++) {
    assert.deepEqual(scan(file, { cut }).texts, elements, `cut at ${cut}`);
  }
});

Deno.test("ItemScanner gives a line each when the first is whole, also where others are broken", () => {
  const file = '{"a":1}\n\n{"b":"cut\n{"c":{"d":[}\r\n{"e":5}';
  for (let cut = 0; cut <= file.length; cut++) {
    const { texts, form } = scan(file, { cut });
    assert.deepEqual(
      [form, ...texts],
      ["lines", '{"a":1}', '{"b":"cut', '{"c":{"d":[}', '{"e":5}'],
      `cut at ${cut}`,
    );
  }
});

Deno.test("ItemScanner takes a document over several lines, and a single line, as one item", () => {
  const document = '{\n  "a": {\n    "b": "}"\n  }\n}';
  assert.deepEqual(scan(document).texts, [document]);
  assert.deepEqual(scan('{"a":1}').texts, ['{"a":1}']);
  assert.deepEqual(scan(" \n ").texts, []);
  assert.deepEqual(scan("[]").texts, []);
});

Deno.test("ItemScanner marks texts that are too long and what is too deep, and goes on behind it", () => {
  const limits = { text: 40, depth: 5, items: 3 };
  const text = JSON.stringify("x".repeat(45));
  const deep = "[".repeat(6) + "]".repeat(6);
  const { problems, hasMore } = scan(`[${text},${deep},1,2]`, { limits });
  assert.deepEqual(problems.map((problem) => problem?.slice(0, 16)), [
    "has a text longe",
    "is nested more t",
    undefined,
  ]);
  assert.equal(hasMore, true);
});

Deno.test("ItemScanner counts the length of each text for itself, also over cuts and escapes", () => {
  const limits = { ...itemLimits, text: 10 };
  const file = '[["12345678\\n","12345678\\n"],"1234\\"6789","12345678901"]';
  for (let cut = 0; cut <= file.length; cut++) {
    const { problems } = scan(file, { cut, limits });
    assert.deepEqual(problems.map((problem) => problem !== undefined), [false, false, true], `cut at ${cut}`);
  }
});
