/** Figures and times as people read them. Plain English, no locale of the machine in it, so server and browser agree. */

const units = ["B", "kB", "MB", "GB", "TB"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const day = 86_400_000;

/** `1234567` → `1,234,567` */
export function formatCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** `1 token`, `1,234 tokens` */
export function formatTokens(count: number): string {
  return `${formatCount(count)} ${count === 1 ? "token" : "tokens"}`;
}

/** Powers of 1000, three digits: `4.92 GB`, `137 MB`, `0 B`. */
export function formatBytes(bytes: number): string {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${units[power]}`;
}

/** `340 ms`, `3.2 s`, `48 s`, `2 min 5 s`, `1 h 12 min` */
export function formatDuration(ms: number): string {
  if (ms < 100) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 ? `${minutes} min ${whole % 60} s` : `${minutes} min`;
  return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${Math.floor(minutes / 60)} h`;
}

/** `41.3 tok/s` */
export function formatSpeed(tokensPerSecond: number): string {
  return `${tokensPerSecond.toFixed(1)} tok/s`;
}

/** Short, for lists: `now`, `5 min`, `3 h`, `yesterday`, `4 days`, `12 Nov`, `12 Nov 2024`. */
export function formatAge(iso: string, now: number): string {
  const time = new Date(iso);
  const age = now - time.getTime();
  if (age < 60_000) return "now";
  if (age < 3_600_000) return `${Math.floor(age / 60_000)} min`;
  if (age < day) return `${Math.floor(age / 3_600_000)} h`;
  if (age < 2 * day) return "yesterday";
  if (age < 7 * day) return `${Math.floor(age / day)} days`;
  const date = `${time.getDate()} ${months[time.getMonth()]}`;
  return time.getFullYear() === new Date(now).getFullYear() ? date : `${date} ${time.getFullYear()}`;
}

/** `12 Nov 2025, 14:05` in the machine's time zone. */
export function formatMoment(iso: string): string {
  const time = new Date(iso);
  const clock = [time.getHours(), time.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
  return `${time.getDate()} ${months[time.getMonth()]} ${time.getFullYear()}, ${clock}`;
}
