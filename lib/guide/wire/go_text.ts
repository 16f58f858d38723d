/** How a Go program writes JSON and times: the spellings a client of the real server gets to see. */

/** Compact JSON with `<`, `>` and `&` escaped, as Go's encoder does by default. */
export function goJson(value: unknown): string {
  const json = JSON.stringify(value);
  return /[<>&\u2028\u2029]/.test(json) ? json.replace(/[<>&\u2028\u2029]/g, escapeUnit) : json;
}

/** UTC, RFC 3339, six to nine fraction digits. `ms` is fractional milliseconds since the epoch. */
export function utcTime(ms: number): string {
  const whole = Math.floor(ms);
  const nanos = Math.floor((ms - whole) * 1e6);
  const base = new Date(whole).toISOString().slice(0, -1);
  return `${base}${String(nanos).padStart(6, "0")}`.replace(/0{1,3}$/, "") + "Z";
}

/** Local time with the machine's zone offset, as in `modified_at` and `expires_at`. */
export function localTime(ms: number): string {
  const offset = -new Date(ms).getTimezoneOffset();
  const sign = offset < 0 ? "-" : "+";
  const hours = String(Math.floor(Math.abs(offset) / 60)).padStart(2, "0");
  const minutes = String(Math.abs(offset) % 60).padStart(2, "0");
  const wall = utcTime(ms + offset * 60_000).slice(0, -1);
  return `${wall}${sign}${hours}:${minutes}`;
}

function escapeUnit(unit: string): string {
  return "\\u" + unit.charCodeAt(0).toString(16).padStart(4, "0");
}
