/**
 * What a message is filtered by, as words of the index's `scope` column: its chat, role, model and day.
 *
 * A day is four words, so that any period is few of them: its decade, year, month and day, of UTC.
 */
import { modelKey } from "@/lib/shared/model.ts";

export interface Scope {
  sessionId?: string;
  role?: string;
  model?: string;
  period?: Period;
}

/** In milliseconds since 1970, both ends included. */
export interface Period {
  from: number;
  to: number;
}

export interface ScopedMessage {
  session_id: string;
  role: string;
  model: string | null;
  created_at: number;
}

/** What the index is given. */
export function scopeWords({ session_id, role, model, created_at }: ScopedMessage): string {
  const day = digitsOf(within(created_at));
  const days = units.map(({ digits }) => `t${day.slice(0, digits)}`);
  return [sessionWord(session_id), role, ...(model === null ? [] : [modelWord(model)]), ...days].join(" ");
}

/** In the language of FTS5. Of a period's first and last day all messages: the moment is looked at elsewhere. */
export function scopeClauses({ sessionId, role, model, period }: Scope): string[] {
  const words = [
    ...(sessionId === undefined ? [] : [`"${sessionWord(sessionId)}"`]),
    ...(role === undefined ? [] : [`"${role}"`]),
    ...(model === undefined ? [] : [`"${modelWord(model)}"`]),
    ...(period ? [`(${periodWords(period).map((word) => `"${word}"`).join(" OR ")})`] : []),
  ];
  return words.map((word) => `scope : ${word}`);
}

/** As the index says it, but for the period. */
export function isInScope(
  message: Omit<ScopedMessage, "created_at">,
  { sessionId, role, model }: Scope,
): boolean {
  return (sessionId === undefined || message.session_id === sessionId) &&
    (role === undefined || message.role === role) &&
    (model === undefined || (message.model !== null && modelKey(message.model) === modelKey(model)));
}

/** What is left to ask for among messages of a certain age; undefined when none of them can be meant. */
export function scopeAmong(
  scope: Scope,
  age: { oldest: number | null; newest: number | null },
): Scope | undefined {
  if (!scope.period) return scope;
  const [oldest, newest] = [age.oldest ?? -Infinity, age.newest ?? Infinity];
  const from = Math.max(scope.period.from, oldest);
  const to = Math.min(scope.period.to, newest);
  if (from > to) return;
  return { ...scope, period: from === oldest && to === newest ? undefined : { from, to } };
}

/** The fewest that hold all of its days. */
export function periodWords(period: Period): string[] {
  const words: string[] = [];
  const last = within(period.to);
  for (let at = startOfDay(within(period.from)); at <= last;) {
    const day = digitsOf(at);
    const unit = units.find((unit) => day.endsWith(unit.begin) && after(at, unit) - dayMs <= last)!;
    words.push(`t${day.slice(0, unit.digits)}`);
    at = after(at, unit);
  }
  return words;
}

interface Unit {
  /** So many of `20261124` name it. */
  digits: number;
  /** How its first day ends. */
  begin: string;
  years: number;
  months: number;
  days: number;
}

/** The longest first. */
const units: Unit[] = [
  { digits: 3, begin: "00101", years: 10, months: 0, days: 0 },
  { digits: 4, begin: "0101", years: 1, months: 0, days: 0 },
  { digits: 6, begin: "01", years: 0, months: 1, days: 0 },
  { digits: 8, begin: "", years: 0, months: 0, days: 1 },
];

const dayMs = 86_400_000;
/** What is outside of these counts as their first or last day: open periods stay few words. */
const bounds = { from: Date.UTC(1970, 0, 1), to: Date.UTC(2100, 0, 1) - 1 };

function within(time: number): number {
  return Math.min(Math.max(time, bounds.from), bounds.to);
}

function startOfDay(time: number): number {
  return Math.floor(time / dayMs) * dayMs;
}

function after(time: number, { years, months, days }: Unit): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear() + years, date.getUTCMonth() + months, date.getUTCDate() + days);
}

function digitsOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10).replaceAll("-", "");
}

function sessionWord(sessionId: string): string {
  return `s${sessionId.replaceAll("-", "")}`;
}

/** A name holds signs at which the index would split it. */
function modelWord(model: string): string {
  return `m${new TextEncoder().encode(modelKey(model)).toHex()}`;
}
