import assert from "node:assert/strict";
import { catalogue } from "@/lib/texts/catalogue.ts";
import {
  formatAge,
  formatBytes,
  formatCount,
  formatDuration,
  formatMoment,
  formatNumber,
  formatSpeed,
  formatTokens,
} from "@/lib/texts/format.ts";

const en = catalogue.en.live.format;
const de = catalogue.de.live.format;

function bothOf<Args extends unknown[]>(format: (...args: [...Args, typeof en]) => string, ...args: Args) {
  return [format(...args, en), format(...args, de)];
}

Deno.test("formatCount(), formatTokens(): thousands are grouped, one is one", () => {
  assert.deepEqual(bothOf(formatCount, 1_234_567), ["1,234,567", "1.234.567"]);
  assert.deepEqual(bothOf(formatCount, 999), ["999", "999"]);
  assert.deepEqual(bothOf(formatTokens, 1234), ["1,234 tokens", "1.234 Token"]);
  assert.deepEqual(bothOf(formatTokens, 1), ["1 token", "1 Token"]);
});

Deno.test("formatBytes(), formatSpeed(), formatNumber(): the decimal sign is the language's", () => {
  assert.deepEqual(bothOf(formatBytes, 4_920_000_000), ["4.92 GB", "4,92 GB"]);
  assert.deepEqual(bothOf(formatBytes, 0), ["0 B", "0 B"]);
  assert.deepEqual(bothOf(formatSpeed, 41.25), ["41.3 tok/s", "41,3 Tok/s"]);
  assert.deepEqual([formatNumber(0.25, en), formatNumber(0.25, de, 1)], ["0.25", "0,3"]);
});

Deno.test("formatDuration(): from milliseconds to hours", () => {
  assert.deepEqual(bothOf(formatDuration, 34), ["34 ms", "34 ms"]);
  assert.deepEqual(bothOf(formatDuration, 3240), ["3.2 s", "3,2 s"]);
  assert.deepEqual(bothOf(formatDuration, 48_000), ["48 s", "48 s"]);
  assert.deepEqual(bothOf(formatDuration, 125_000), ["2 min 5 s", "2 min 5 s"]);
  assert.deepEqual(bothOf(formatDuration, 4_320_000), ["1 h 12 min", "1 h 12 min"]);
});

Deno.test("formatAge(): short near, a date far away, with its year when it is another", () => {
  const now = new Date(2026, 10, 24, 12).getTime();
  const age = (ms: number) => bothOf(formatAge, new Date(now - ms).toISOString(), now);
  const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
  assert.deepEqual(age(0), ["now", "jetzt"]);
  assert.deepEqual(age(5 * minute), ["5 min", "5 Min."]);
  assert.deepEqual(age(3 * hour), ["3 h", "3 Std."]);
  assert.deepEqual(age(30 * hour), ["yesterday", "gestern"]);
  assert.deepEqual(age(4 * day), ["4 days", "4 Tage"]);
  assert.deepEqual(age(12 * day), ["12 Nov", "12. Nov."]);
  assert.deepEqual(age(365 * day), ["24 Nov 2025", "24. Nov. 2025"]);
});

Deno.test("formatMoment() is a date with the time of the day", () => {
  const moment = new Date(2025, 2, 12, 14, 5).toISOString();
  assert.deepEqual(bothOf(formatMoment, moment), ["12 Mar 2025, 14:05", "12. März 2025, 14:05"]);
});
