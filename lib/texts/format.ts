/** Figures and times as people read them. No locale of the machine in it, so that server and browser agree. */
import { type Counted, fill, type Text } from "./text.ts";

/** How a language writes them. */
export interface FormatTexts {
  readonly decimal: string;
  readonly group: string;
  readonly tokens: Counted;
  readonly speed: Text<"{n}">;
  readonly now: string;
  readonly minutes: Text<"{n}">;
  readonly hours: Text<"{n}">;
  readonly yesterday: string;
  readonly days: Text<"{n}">;
  /** Short ones. */
  readonly months: readonly string[];
  readonly day: Text<"{day} {month}">;
  readonly date: Text<"{day} {month} {year}">;
}

const units = ["B", "kB", "MB", "GB", "TB"];
const day = 86_400_000;

/** `1234567` → `1,234,567` */
export function formatCount(count: number, { group }: Pick<FormatTexts, "group">): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+(?!\d))/g, group);
}

/** `1 chat`, `1,234 chats` */
export function formatCounted(count: number, { one, other }: Counted, format: FormatTexts): string {
  return count === 1 ? one : fill(other, { n: formatCount(count, format) });
}

/** `1 token`, `1,234 tokens` */
export function formatTokens(count: number, format: FormatTexts): string {
  return formatCounted(count, format.tokens, format);
}

/** `0.5`: as many digits as there are, or as are asked for. */
export function formatNumber(
  value: number,
  { decimal }: Pick<FormatTexts, "decimal">,
  digits?: number,
): string {
  return (digits === undefined ? String(value) : value.toFixed(digits)).replace(".", decimal);
}

/** Powers of 1000, three digits: `4.92 GB`, `137 MB`, `0 B`. */
export function formatBytes(bytes: number, format: Pick<FormatTexts, "decimal">): string {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  return `${formatNumber(Number((bytes / 1000 ** power).toPrecision(3)), format)} ${units[power]}`;
}

/** `340 ms`, `3.2 s`, `48 s`, `2 min 5 s`, `1 h 12 min` */
export function formatDuration(ms: number, format: Pick<FormatTexts, "decimal">): string {
  if (ms < 100) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${formatNumber(seconds, format, 1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 ? `${minutes} min ${whole % 60} s` : `${minutes} min`;
  return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${Math.floor(minutes / 60)} h`;
}

/** `41.3 tok/s` */
export function formatSpeed(tokensPerSecond: number, format: FormatTexts): string {
  return fill(format.speed, { n: formatNumber(tokensPerSecond, format, 1) });
}

/** Short, for lists: `now`, `5 min`, `3 h`, `yesterday`, `4 days`, `12 Nov`, `12 Nov 2024`. */
export function formatAge(iso: string, now: number, format: FormatTexts): string {
  const time = new Date(iso);
  const age = now - time.getTime();
  if (age < 60_000) return format.now;
  if (age < 3_600_000) return fill(format.minutes, { n: Math.floor(age / 60_000) });
  if (age < day) return fill(format.hours, { n: Math.floor(age / 3_600_000) });
  if (age < 2 * day) return format.yesterday;
  if (age < 7 * day) return fill(format.days, { n: Math.floor(age / day) });
  return time.getFullYear() === new Date(now).getFullYear()
    ? formatDay(time, format)
    : formatDate(time, format);
}

/** `12 Nov 2025, 14:05` in the machine's time zone. */
export function formatMoment(iso: string, format: FormatTexts): string {
  const time = new Date(iso);
  const clock = [time.getHours(), time.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
  return `${formatDate(time, format)}, ${clock}`;
}

/** `12 Nov` */
export function formatDay(time: Date, format: FormatTexts): string {
  return fill(format.day, { day: time.getDate(), month: format.months[time.getMonth()]! });
}

function formatDate(time: Date, format: FormatTexts): string {
  return fill(format.date, {
    day: time.getDate(),
    month: format.months[time.getMonth()]!,
    year: time.getFullYear(),
  });
}
