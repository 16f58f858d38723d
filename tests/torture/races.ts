/**
 * Two things at once, many times over: whatever comes first, a reply ends once and nothing is doubled.
 *
 *     deno run -A tests/torture/races.ts --rounds 500 [--seed 1]
 *
 * Prints a JSON line for each race; exits 1 at the first violation.
 */
import assert from "node:assert/strict";
import { regenerateReply } from "@/lib/chat/again.ts";
import { deleteMessage, stopReply } from "@/lib/chat/messages.ts";
import { createSession, deleteSession } from "@/lib/chat/sessions.ts";
import { startTurn } from "@/lib/chat/start_turn.ts";
import { getMessage, listMessages } from "@/lib/chat/transcript.ts";
import type { Deps } from "@/lib/deps.ts";
import { AppError } from "@/lib/errors.ts";
import type { Guide } from "@/lib/guide/guide.ts";
import { hear } from "@/tests/helpers/chat.ts";
import { testDeps } from "@/tests/helpers/deps.ts";
import { readOptions } from "./command.ts";
import { seededRandom } from "./random.ts";

interface Stage {
  deps: Deps;
  guide: Guide;
  random: () => number;
}

const answer = "one two three four five six seven eight";

/** Each plays one round and asserts what must hold. */
export const races: Record<string, (stage: Stage) => Promise<void>> = {
  async "stop against done"({ deps, random }) {
    const id = await startTurn(deps, { content: "x", background: true });
    const [heard] = await Promise.all([hear(deps, id), later(random).then(() => stopReply(deps, id))]);
    const ends = heard.events.filter(({ event }) => event === "done" || event === "error");
    assert.equal(ends.length, 1);
    assert.equal(heard.events.at(-1), ends[0]);
    assert.ok(["complete", "stopped"].includes(heard.message.status), heard.message.status);
    assert.ok(answer.startsWith(heard.message.content) && heard.text === heard.message.content);
  },

  async "regenerate against stream"({ deps, guide, random }) {
    const first = await startTurn(deps, { content: "x", background: true });
    await later(random);
    const second = await regenerateReply(deps, first, { background: true });
    const [former, current] = [getMessage(deps, first), (await hear(deps, second)).message];
    assert.ok(["complete", "stopped"].includes(former.status));
    assert.deepEqual([current.status, current.content], ["complete", answer]);
    assert.deepEqual(current.variant, { index: 1, count: 2 });
    assert.ok(guide.open <= 1);
  },

  async "delete against stream"({ deps, random }) {
    const { id: session_id } = createSession(deps, {});
    const id = await startTurn(deps, { session_id, content: "x", background: true });
    await later(random);
    const question = listMessages(deps, { sessionId: session_id, limit: 9 }).items[0]!;
    await (random() < 0.5 ? deleteMessage(deps, question.id) : deleteSession(deps, session_id));
    assert.equal(deps.live.isRunning(id), false);
    for (const table of ["reply_pieces", "metrics", "prompts"]) {
      const orphans = deps.db.all(`select 1 from ${table} where message_id not in (select id from messages)`);
      assert.equal(orphans.length, 0, table);
    }
    assert.equal(deps.db.all("select 1 from messages where session_id = ?", session_id).length, 0);
  },

  async "double submit"({ deps, guide }) {
    const { id: session_id } = createSession(deps, {});
    const before = chats(guide);
    const message_id = crypto.randomUUID();
    const request = { session_id, content: "x", background: true, message_id };
    const ids = await Promise.all(Array.from({ length: 8 }, () => startTurn(deps, request)));
    const texts = await Promise.all(ids.map(async (id) => (await hear(deps, id)).text));
    assert.deepEqual(new Set(texts), new Set([answer]));
    assert.equal(listMessages(deps, { sessionId: session_id, limit: 9 }).items.length, 2);
    assert.equal(chats(guide) - before, 1);
  },

  async "two tabs"({ deps, random }) {
    const { id: session_id } = createSession(deps, {});
    const send = async (content: string) => {
      await later(random);
      return await startTurn(deps, { session_id, content, background: true });
    };
    const results = await Promise.allSettled([send("from one"), send("from two")]);
    const started = results.filter((result) => result.status === "fulfilled").map(({ value }) => value);
    for (const result of results) {
      if (result.status === "rejected") {
        assert.ok(result.reason instanceof AppError && result.reason.code === "conflict");
      }
    }
    for (const id of started) assert.equal((await hear(deps, id)).message.status, "complete");
    assert.ok(started.length >= 1);
    assert.equal(listMessages(deps, { sessionId: session_id, limit: 9 }).items.length, started.length * 2);
  },
};

export async function race(name: string, { rounds, seed }: { rounds: number; seed: number }): Promise<void> {
  await using test = await testDeps({ guide: { answer: () => answer, speed: 1500 } });
  const stage = { ...test, random: seededRandom(seed) };
  for (let round = 0; round < rounds; round++) {
    await races[name]!(stage);
    assert.equal(test.deps.db.all("select 1 from messages where status = 'streaming'").length, 0);
  }
}

function chats(guide: Guide): number {
  return guide.requests.filter(({ path }) => path === "/api/chat").length;
}

/** Somewhere within the life of a reply. */
function later(random: () => number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, random() * 12));
}

if (import.meta.main) {
  const given = readOptions({ rounds: 500, seed: 1 });
  for (const name of Object.keys(races)) {
    const began = performance.now();
    await race(name, given);
    const seconds = (performance.now() - began) / 1000;
    console.log(JSON.stringify({ race: name, rounds: given.rounds, seconds }));
  }
}
