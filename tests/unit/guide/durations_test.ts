import assert from "node:assert/strict";
import { DurationError, parseGoDuration, parseKeepAlive } from "@/lib/guide/models/durations.ts";

Deno.test("parseGoDuration() adds up its parts", () => {
  const durations = {
    "5m": 300_000,
    "1h30m": 5_400_000,
    "500ms": 500,
    "0": 0,
    "-1s": -1000,
    "1.5s": 1500,
    "+2s": 2000,
    ".5s": 500,
  };
  for (const [text, ms] of Object.entries(durations)) assert.equal(parseGoDuration(text), ms, text);
});

Deno.test("parseKeepAlive() takes seconds, null as not said, and below zero as for ever", () => {
  const values: [unknown, number | undefined][] = [
    [30, 30_000],
    [0.5, 500],
    [0, 0],
    ["0s", 0],
    ["10m", 600_000],
    [-1, Infinity],
    ["-1s", Infinity],
    [null, undefined],
    [undefined, undefined],
  ];
  for (const [value, ms] of values) assert.equal(parseKeepAlive(value), ms, String(value));
});

Deno.test("parseKeepAlive() refuses the rest in Go's words", () => {
  const refused: [unknown, string][] = [
    ["30", 'time: missing unit in duration "30"'],
    ["abc", 'time: invalid duration "abc"'],
    ["", 'time: invalid duration ""'],
    ["5 m", 'time: unknown unit " m" in duration "5 m"'],
    ["5x", 'time: unknown unit "x" in duration "5x"'],
    [true, "Unsupported type: 'bool'"],
    [[1], "Unsupported type: '[]interface {}'"],
  ];
  for (const [value, message] of refused) {
    assert.throws(() => parseKeepAlive(value), new DurationError(message));
  }
});
