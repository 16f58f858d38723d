/** Looking into JSON that others wrote, whose shape changes from year to year: what is not as expected is absent. */

import { isText } from "./long_text.ts";

export type Json = Record<string, unknown>;

export function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isText(value);
}

export function recordAt(value: Json, key: string): Json | undefined {
  const found = value[key];
  return Object.hasOwn(value, key) && isRecord(found) ? found : undefined;
}

export function listAt(value: Json, key: string): unknown[] {
  const found = value[key];
  return Object.hasOwn(value, key) && Array.isArray(found) ? found : [];
}

/** Undefined for an empty one too. A long one is read. */
export function textAt(value: Json, key: string): string | undefined {
  const found = value[key];
  return Object.hasOwn(value, key) && isText(found) && found !== "" ? found.toString() : undefined;
}

export function numberAt(value: Json, key: string): number | undefined {
  const found = value[key];
  return Object.hasOwn(value, key) && typeof found === "number" && Number.isFinite(found) ? found : undefined;
}

/** In milliseconds; files have seconds, milliseconds or ISO 8601. */
export function timeAt(value: Json, key: string): number | undefined {
  const number = numberAt(value, key) ?? Date.parse(textAt(value, key) ?? "");
  const ms = Math.round(number < 100_000_000_000 ? number * 1000 : number);
  return ms >= 0 && ms < 253_402_300_800_000 ? ms : undefined;
}
