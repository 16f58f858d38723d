/** Years of chats: 10,000 with 1,000,000 messages. What starting, listing, moving and deleting cost there. */
import { openDatabase } from "@/lib/db/open_database.ts";
import { startServer, type TestServer } from "@/tests/helpers/server.ts";
import { atMost, type Bench, type BenchSize, type Budget, type Figure } from "./bench.ts";
import { type Amount, generateChats } from "./generate.ts";
import { measureHoldUps } from "./hold_ups.ts";
import { type Program, startProgram } from "./programs.ts";
import { setUp } from "./stage.ts";
import { median } from "./statistics.ts";

export const library: Bench = {
  name: "library",
  about: "Starting, lists, pages, import, fork and delete with 10,000 chats and 1,000,000 messages.",
  run: measure,
};

const amounts: Record<BenchSize, { large: Amount; long: number; rounds: number }> = {
  smoke: { large: { sessions: 300, messages: 6_000 }, long: 1_000, rounds: 3 },
  full: { large: { sessions: 10_000, messages: 1_000_000 }, long: 10_000, rounds: 25 },
};
const small: Amount = { sessions: 100, messages: 2_000 };

async function* measure(size: BenchSize): AsyncGenerator<Figure> {
  const { large, long, rounds } = amounts[size];
  await using guide = await startProgram("guide");
  await using homes = new AsyncDisposableStack();
  const [full, few] = [await makeHome(homes, guide, large), await makeHome(homes, guide, small)];
  yield await compareStarts(full, few, size === "smoke" ? 1 : 7);
  const places = { full: await openHome(homes, full), few: await openHome(homes, few) };
  for (const address of await addresses(places.full.url)) yield await compareAddress(places, address, rounds);
  yield* measureHoldUps(places.full.url, long);
}

/** A data folder that is set up and full of chats. */
async function makeHome(homes: AsyncDisposableStack, guide: Program, amount: Amount): Promise<string> {
  const dataDir = await Deno.makeTempDir({ prefix: "chat-webui-bench-" });
  homes.defer(() => Deno.remove(dataDir, { recursive: true }));
  {
    await using server = await openServer(dataDir);
    await setUp(server.url, guide.url);
  }
  const db = openDatabase(`${dataDir}/chatbot.db`);
  db.exec("pragma synchronous = off");
  for (const _ of generateChats(db, { ...amount, until: Date.now() })) continue;
  db.checkpoint();
  db.close();
  return dataDir;
}

function openServer(dataDir: string): Promise<TestServer> {
  return startServer({ dataDir, env: { OLLAMA_BIN: "", LOG_LEVEL: "error" } });
}

async function openHome(homes: AsyncDisposableStack, dataDir: string): Promise<TestServer> {
  return homes.use(await openServer(dataDir));
}

async function compareStarts(full: string, few: string, rounds: number): Promise<Figure> {
  const times = { full: [] as number[], few: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    times.few.push(await measureStart(few));
    times.full.push(await measureStart(full));
  }
  return beside("start to first page", { ...times, budget: atMost(1000) });
}

async function measureStart(dataDir: string): Promise<number> {
  const began = performance.now();
  await using server = await openServer(dataDir);
  await measureGet(server.url, "/chat");
  return performance.now() - began;
}

interface Address {
  name: string;
  path: string;
  budget?: Budget;
}

async function addresses(url: string): Promise<Address[]> {
  const [page, list] = [atMost(50), atMost(20)];
  const deep = encodeURIComponent(await cursorNearEnd(url));
  const filters = ["pinned", "archived", "generating"];
  return [
    { name: "page /chat", path: "/chat", budget: page },
    { name: "page /chat, narrowed by a title", path: "/chat?titles=zzz", budget: page },
    { name: "page /search, two words", path: "/search?q=the+word" },
    { name: "page /metrics", path: "/metrics" },
    { name: "page /settings/advanced", path: "/settings/advanced" },
    { name: "list of chats", path: "/api/sessions", budget: list },
    { name: "list of chats, 200", path: "/api/sessions?limit=200", budget: list },
    { name: "list of chats, near its end", path: `/api/sessions?cursor=${deep}`, budget: list },
    { name: "list of chats, by a title", path: "/api/sessions?q=a", budget: list },
    { name: "list of chats, by a title that none has", path: "/api/sessions?q=zzz", budget: list },
    ...filters.map((filter) => ({
      name: `list of chats, ${filter}`,
      path: `/api/sessions?filter=${filter}`,
      budget: list,
    })),
    { name: "/api/health", path: "/api/health" },
  ];
}

async function cursorNearEnd(url: string): Promise<string> {
  let cursor = "";
  while (true) {
    const response = await fetch(`${url}/api/sessions?limit=200&cursor=${encodeURIComponent(cursor)}`);
    const { next_cursor: next } = await response.json() as { next_cursor: string | null };
    if (next === null) return cursor;
    cursor = next;
  }
}

async function compareAddress(
  { full, few }: { full: TestServer; few: TestServer },
  { name, path, budget }: Address,
  rounds: number,
): Promise<Figure> {
  const times = { full: [] as number[], few: [] as number[] };
  for (let round = 0; round < rounds + 2; round++) {
    const [fewMs, fullMs] = [await measureGet(few.url, path), await measureGet(full.url, path)];
    if (round < 2) continue; // compiled and warm
    times.few.push(fewMs);
    times.full.push(fullMs);
  }
  return beside(name, { ...times, budget });
}

async function measureGet(url: string, path: string): Promise<number> {
  const began = performance.now();
  const response = await fetch(url + path);
  await response.arrayBuffer();
  if (!response.ok || response.redirected) throw new Error(`${path} answered ${response.status}`);
  return performance.now() - began;
}

function beside(
  name: string,
  { full, few, budget }: { full: number[]; few: number[]; budget?: Budget },
): Figure {
  const { sessions, messages } = small;
  return {
    name,
    value: median(full),
    unit: "ms",
    baseline: { name: `${sessions} chats, ${messages.toLocaleString("en")} messages`, value: median(few) },
    ...(budget && { budget }),
  };
}
