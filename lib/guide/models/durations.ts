/** Go durations and `keep_alive`: how long a model stays loaded, in milliseconds. */

/** `message` is Go's own. */
export class DurationError extends Error {
  override name = "DurationError";
}

/** Negative means for ever and gives Infinity; undefined and null mean "not said" and give undefined. */
export function parseKeepAlive(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "boolean") throw new DurationError("Unsupported type: 'bool'");
  if (typeof value === "object") {
    throw new DurationError(
      `Unsupported type: '${Array.isArray(value) ? "[]interface {}" : "map[string]interface {}"}'`,
    );
  }
  const ms = typeof value === "number" ? value * 1000 : parseGoDuration(String(value));
  return ms < 0 ? Infinity : ms;
}

/** `"1h30m"`, `"-1s"`, `"500ms"`, `"0"` in milliseconds. */
export function parseGoDuration(text: string): number {
  const [, sign = "", rest = ""] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  if (rest === "0") return 0;
  const quoted = JSON.stringify(text);
  let total = 0;
  let left = rest;
  do {
    const number = /^(\d+\.?\d*|\.\d+)/.exec(left)?.[0];
    if (!number) throw new DurationError(`time: invalid duration ${quoted}`);
    left = left.slice(number.length);
    const unit = /^[^\d.]*/.exec(left)![0];
    if (unit === "") throw new DurationError(`time: missing unit in duration ${quoted}`);
    const factor = unitMs[unit];
    if (factor === undefined) {
      throw new DurationError(`time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}`);
    }
    total += Number(number) * factor;
    left = left.slice(unit.length);
  } while (left !== "");
  return sign === "-" ? -total : total;
}

const unitMs: Record<string, number> = {
  ns: 1e-6,
  us: 1e-3,
  "µs": 1e-3,
  "μs": 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};
