/** Chats in groups as people look for them: pinned, then by the day of their last change, then by the month. */
import type { Texts } from "@/lib/texts/catalogue.ts";
import { fill } from "@/lib/texts/text.ts";
import type { Session } from "@/lib/shared/session.ts";

export interface SessionGroup {
  name: string;
  sessions: Session[];
}

type SessionTexts = Texts["sessions"];

/** Keeps the order of the chats; days are those of the machine's time zone. */
export function groupSessions(sessions: Session[], now: number, texts: SessionTexts): SessionGroup[] {
  const groups = new Map<string, Session[]>();
  for (const session of sessions) {
    const name = session.pinned ? texts.groups.pinned : dayName(session.updated_at, now, texts);
    groups.set(name, [...groups.get(name) ?? [], session]);
  }
  return [...groups].map(([name, sessions]) => ({ name, sessions }));
}

function dayName(iso: string, now: number, { groups, months, monthOfYear }: SessionTexts): string {
  const time = new Date(iso);
  const today = new Date(now);
  const daysAgo = Math.round((midnight(today) - midnight(time)) / 86_400_000); // a day may have 23 hours
  if (daysAgo <= 0) return groups.today;
  if (daysAgo === 1) return groups.yesterday;
  if (daysAgo <= 7) return groups.lastWeek;
  const month = months[time.getMonth()]!;
  const year = time.getFullYear();
  return year === today.getFullYear() ? month : fill(monthOfYear, { month, year });
}

function midnight(time: Date): number {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();
}
