/** Chats in groups as people look for them: pinned, then by the day of their last change, then by the month. */
import type { Session } from "@/lib/shared/session.ts";

export interface SessionGroup {
  name: string;
  sessions: Session[];
}

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** Keeps the order of the chats; days are those of the machine's time zone. */
export function groupSessions(sessions: Session[], now: number): SessionGroup[] {
  const groups = new Map<string, Session[]>();
  for (const session of sessions) {
    const name = session.pinned ? "Pinned" : dayName(session.updated_at, now);
    groups.set(name, [...groups.get(name) ?? [], session]);
  }
  return [...groups].map(([name, sessions]) => ({ name, sessions }));
}

function dayName(iso: string, now: number): string {
  const time = new Date(iso);
  const today = new Date(now);
  const daysAgo = Math.round((midnight(today) - midnight(time)) / 86_400_000); // a day may have 23 hours
  if (daysAgo <= 0) return "Today";
  if (daysAgo === 1) return "Yesterday";
  if (daysAgo <= 7) return "Previous 7 days";
  const month = months[time.getMonth()]!;
  return time.getFullYear() === today.getFullYear() ? month : `${month} ${time.getFullYear()}`;
}

function midnight(time: Date): number {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();
}
