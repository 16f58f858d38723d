/** Finding words among very many messages, and what storing one more costs there. */
import type { Database } from "@/lib/db/database.ts";
import { openDatabase } from "@/lib/db/open_database.ts";
import { insertMessage } from "@/lib/db/messages.ts";
import { indexMessage } from "@/lib/search/index_messages.ts";
import { searchMessages } from "@/lib/search/search.ts";
import { idMaker } from "@/lib/shared/id.ts";
import { SearchQuery } from "@/lib/shared/search.ts";
import { atMost, type Bench, type BenchSize, type Figure } from "./bench.ts";
import { generateChats } from "./generate.ts";
import { models, type RandomText, randomText } from "./random_text.ts";
import { median, quantile } from "./statistics.ts";

export const search: Bench = {
  name: "search",
  about: "Search over 100,000 and 1,000,000 messages, and the cost of storing one more.",
  run: measure,
};

async function* measure(size: BenchSize): AsyncGenerator<Figure> {
  const folder = await Deno.makeTempDir();
  const db = openDatabase(`${folder}/bench.db`);
  try {
    const steps = size === "smoke" ? [2_000, 20_000] : [10_000, 100_000, 1_000_000];
    let stored = 0;
    let first: number | undefined;
    for (const messages of steps) {
      grow(db, messages - stored);
      stored = messages;
      const cost = storeCost(db, 300);
      const name = `store and index a message at ${messages.toLocaleString("en")}`;
      if (first === undefined) yield { name, value: cost, unit: "ms" };
      else {
        yield { name, value: cost, unit: "ms", baseline: { name: `at ${steps[0]}`, value: first } };
        yield { name: `${name}, as a multiple`, value: cost / first, unit: "×", budget: atMost(1.5) };
      }
      first ??= cost;
      if (messages > steps[0]!) yield* measureSearches(db, { messages, rounds: size === "smoke" ? 20 : 200 });
    }
  } finally {
    db.close();
    await Deno.remove(folder, { recursive: true });
  }
}

export async function* measureSearches(
  db: Database,
  { messages, rounds }: { messages: number; rounds: number },
): AsyncGenerator<Figure> {
  const text = randomText(99);
  for (const { name, limit, query, filter } of kinds(text, randomMessage(db, text))) {
    const times: number[] = [];
    let held = 0;
    for (let round = 0; round < rounds; round++) {
      const parsed = SearchQuery.parse({ q: query(), ...filter?.() });
      const watch = watchLoop();
      const began = performance.now();
      await searchMessages({ db }, parsed);
      times.push(performance.now() - began);
      held = Math.max(held, watch.stop());
    }
    const title = `${name}, ${messages.toLocaleString("en")} messages`;
    yield { name: `${title}, p50`, value: median(times), unit: "ms" };
    yield {
      name: `${title}, p95`,
      value: quantile(times, 0.95),
      unit: "ms",
      ...(limit && { budget: atMost(limit) }),
    };
    yield { name: `${title}, longest hold-up of other work`, value: held, unit: "ms" };
  }
}

interface Kind {
  name: string;
  /** Of the 95th percentile, in ms. */
  limit?: number;
  query: () => string;
  filter?: () => Partial<Record<"model" | "role" | "from" | "to", string>>;
}

const yearMs = 365 * 86_400_000;

function kinds(text: RandomText, message: (pattern: string) => string): Kind[] {
  const three = () => Array.from({ length: 3 }, text.word).join(" ");
  const pickThree = () => {
    const words = message("*").split(/\W+/).filter(Boolean);
    return Array.from({ length: 3 }, () => words[Math.floor(text.next() * words.length)]).join(" ");
  };
  /** Up to a year, somewhere in the three that there are, to the second. */
  const period = () => {
    const from = Date.UTC(2023, 0, 1) + Math.floor(text.next() * 3 * yearMs);
    const to = from + Math.floor(text.next() ** 2 * yearMs);
    return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  };
  const piece = () => /[\u4e00-\u9fff]{4}/.exec(message("*，*").slice(Math.floor(text.next() * 16)))![0];
  return [
    { name: "three words of one message", limit: 50, query: pickThree },
    { name: "three random words", limit: 50, query: three },
    { name: "a phrase", query: () => `"${/\w+ \w+/.exec(message("* *"))![0]}"` },
    { name: "one rare word", query: text.rareWord },
    { name: "one letter", query: () => text.word()[0]! },
    { name: "four characters of an unspaced script", limit: 100, query: piece },
    { name: "two characters of an unspaced script", limit: 100, query: () => piece().slice(0, 2) },
    {
      name: "three random words of a common model",
      limit: 50,
      query: three,
      filter: () => ({ model: models[0] }),
    },
    {
      name: "three random words of a rare model",
      limit: 50,
      query: three,
      filter: () => ({ model: models[2] }),
    },
    { name: "three random words in a period", limit: 50, query: three, filter: period },
    {
      name: "one letter in a period, by one model",
      query: () => text.word()[0]!,
      filter: () => ({ ...period(), model: models[2] }),
    },
  ];
}

/** One that is like the pattern; where it stands in the file is as good as random. */
function randomMessage(db: Database, { next }: RandomText): (pattern: string) => string {
  const { last } = db.get<{ last: number }>("select max(seq) as last from messages")!;
  return (pattern) =>
    db.get<{ content: string }>(
      "select content from messages where seq >= ? and content glob ? limit 1",
      Math.floor(next() * (last - 1000)),
      pattern,
    )!.content;
}

/** The longest time for which nothing else had its turn. */
function watchLoop() {
  let longest = 0;
  let last = performance.now();
  const look = () => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  };
  const timer = setInterval(look, 1);
  return {
    stop() {
      clearInterval(timer);
      look();
      return longest;
    },
  };
}

function grow(db: Database, messages: number): void {
  for (const _ of generateChats(db, { sessions: Math.ceil(messages / 100), messages })) continue;
  db.checkpoint();
}

/** Each in a transaction of its own, without waiting for the disk. */
function storeCost(db: Database, rounds: number): number {
  const text = randomText(5);
  const newId = idMaker();
  const { id: sessionId } = db.get<{ id: string }>("select id from sessions limit 1")!;
  const times = Array.from({ length: rounds }, () => {
    const id = newId();
    const row = {
      id,
      session_id: sessionId,
      parent_id: null,
      role: "user" as const,
      content: text.message(),
    };
    const began = performance.now();
    db.relaxed(() =>
      db.transaction(() => {
        insertMessage(db, { ...row, model: null, status: "complete", created_at: 0 });
        indexMessage(db, id);
      })
    );
    return performance.now() - began;
  });
  return median(times);
}
