import assert from "node:assert/strict";
import { groupSessions } from "@/components/sessions/session_groups.ts";
import { catalogue } from "@/lib/texts/catalogue.ts";
import { aSession } from "./samples.ts";

const { sessions } = catalogue.en;
const now = new Date(2026, 10, 24, 0, 30).getTime();

function at(title: string, date: Date, said = {}) {
  return aSession({ title, updated_at: date.toISOString(), ...said });
}

Deno.test("groupSessions() names days as people do, and months before them", () => {
  const groups = groupSessions(
    [
      at("pinned", new Date(2020, 1, 1), { pinned: true }),
      at("half an hour", new Date(2026, 10, 24, 0, 1)),
      at("an hour, but yesterday", new Date(2026, 10, 23, 23, 30)),
      at("seven days", new Date(2026, 10, 17, 1)),
      at("eight days", new Date(2026, 10, 16, 23)),
      at("last year", new Date(2025, 11, 31)),
    ],
    now,
    sessions,
  );
  assert.deepEqual(groups.map((group) => [group.name, group.sessions.map(({ title }) => title)]), [
    ["Pinned", ["pinned"]],
    ["Today", ["half an hour"]],
    ["Yesterday", ["an hour, but yesterday"]],
    ["Previous 7 days", ["seven days"]],
    ["November", ["eight days"]],
    ["December 2025", ["last year"]],
  ]);
});

Deno.test("groupSessions() takes a clock that runs ahead for today", () => {
  assert.equal(groupSessions([at("x", new Date(now + 3 * 86_400_000))], now, sessions)[0]!.name, "Today");
});
