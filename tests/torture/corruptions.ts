/**
 * Damages a data folder in random ways and starts a server on it.
 *
 *     deno run -A tests/torture/corruptions.ts --rounds 500 --processes 80 [--seed 1] [--only config.key]
 *
 * It starts, or it ends with one line that names the path and the way out. Either way no byte of the person's is
 * gone: files are as they were, or what could be read of them is still there. `--processes` of the rounds start the
 * real program, the others its opening in this process. Prints a JSON line; exits 1 at a violation.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readEnv } from "@/lib/config/env.ts";
import { KeyFileError } from "@/lib/crypto/key.ts";
import { DatabaseOpenError } from "@/lib/db/database.ts";
import { openDeps } from "@/lib/open_deps.ts";
import { restore } from "@/lib/process/backups.ts";
import { StartError } from "@/lib/process/start_error.ts";
import { runMain, startServer } from "@/tests/helpers/server.ts";
import { testApp } from "@/tests/helpers/app.ts";
import { type Damage, damages } from "./damage.ts";
import { type Hashes, hashFiles, readMessages } from "./evidence.ts";
import { seededRandom } from "./random.ts";
import { copyFolder, envOf, type SeedFolder, seedFolder } from "./seed_folder.ts";

export interface CorruptionReport {
  rounds: number;
  seed: number;
  /** Of these, starts of the real program. */
  processes: number;
  kinds: number;
  refused: number;
  started: number;
  /** Started, and an answer said that the database is damaged. */
  degraded: number;
  /** Refused, and the backup that the line offered was put back and opened. */
  restored: number;
  violations: string[];
}

/** How it ended, in a line of stderr; undefined when it started. */
type Start = (folder: string, look: (ask: Ask) => Promise<void>) => Promise<string | undefined>;
type Ask = (
  path: string,
  init?: { method: string; body: string },
) => Promise<{ status: number; text: string }>;

export interface CorruptionOptions {
  rounds: number;
  processes: number;
  seed: number;
  /** A part of the damages' names. */
  only?: string;
  chats?: number;
}

export async function corruptOften(options: CorruptionOptions): Promise<CorruptionReport> {
  const { rounds, processes, seed, only = "", chats } = options;
  const random = seededRandom(seed);
  const report: CorruptionReport = {
    ...{ rounds, seed, processes, kinds: 0, refused: 0, started: 0, degraded: 0, restored: 0 },
    violations: [],
  };
  const kinds = new Set<string>();
  await using seeded = await seedFolder({ chats });
  const order = shuffle(damages.filter(({ name }) => name.includes(only)), random);
  for (let round = 0; round < rounds; round++) {
    const damage = order[round % order.length]!;
    kinds.add(damage.name);
    const isProcess = Math.floor((round + 1) * processes / rounds) > Math.floor(round * processes / rounds);
    const from = random() < 0.4 ? "clean" : "crashed";
    try {
      await playRound({ damage, seeded, from, random, start: isProcess ? startProcess : startHere }, report);
    } catch (error) {
      const how = isProcess ? "process" : "here";
      report.violations.push(`round ${round} (${damage.name}, ${from}, ${how}): ${(error as Error).message}`);
    }
  }
  return { ...report, kinds: kinds.size };
}

interface Round {
  damage: Damage;
  seeded: SeedFolder;
  from: "clean" | "crashed";
  random: () => number;
  start: Start;
}

async function playRound(
  { damage, seeded, from, random, start }: Round,
  report: CorruptionReport,
): Promise<void> {
  const root = await Deno.makeTempDir({ prefix: "torture-round-" });
  const [folder, copy] = [join(root, "data"), join(root, "copy")];
  try {
    await copyFolder(seeded[from], folder);
    damage.apply(folder, random);
    await copyFolder(folder, copy);
    const readable = readMessages(join(copy, "chatbot.db"));
    const hashes = hashFiles(folder);
    let isDegraded = false;
    const refusal = await start(folder, async (ask) => {
      isDegraded = await use(ask);
    });
    if (refusal === undefined) {
      report.started++;
      report.degraded += isDegraded ? 1 : 0;
      judgeStarted(folder, { hashes, readable, whole: seeded.texts[from], isLog: isOnlyOfLog(damage) });
      assert.equal(
        await start(folder, async (ask) => void await use(ask)),
        undefined,
        "the second start failed",
      );
    } else {
      report.refused++;
      judgeRefused(folder, { hashes, refusal });
      assert.equal(await start(folder, async () => {}), refusal, "the second start says something else");
      if (await followAdvice(folder, { refusal, readable })) report.restored++;
    }
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

/** Reads and writes what a page would. Gives whether the database was found damaged; then health must say so. */
async function use(ask: Ask): Promise<boolean> {
  const list = await ask("/api/sessions?limit=200");
  const answers = [
    list,
    await ask("/api/config"),
    await ask("/api/models"),
    await ask("/api/search?q=alpha"),
  ];
  for (const { id } of list.status === 200 ? JSON.parse(list.text).items : []) {
    answers.push(await ask(`/api/sessions/${encodeURIComponent(id)}/messages`));
  }
  answers.push(await ask("/api/sessions", { method: "POST", body: '{"title":"after the damage"}' }));
  for (const { status, text } of answers) {
    assert.ok([200, 201, 404, 503].includes(status), `${status} ${text}`);
  }
  const health = await ask("/api/health");
  const isDamaged = answers.some(({ status }) => status === 503);
  assert.equal(JSON.parse(health.text).db_status, isDamaged ? "error" : "ok", "health");
  return isDamaged;
}

/** Every byte of it is still there, but SQLite does not read them all. */
function isOnlyOfLog({ name }: Damage): boolean {
  return /^chatbot\.db-wal: (one bit|some bits|bits of|a zeroed|a page|zeroed|garbage)/.test(name);
}

interface Evidence {
  hashes: Hashes;
  /** After the damage. */
  readable: Map<string, string>;
  /** Before it. */
  whole: Map<string, string>;
  isLog: boolean;
}

function judgeStarted(folder: string, { hashes, readable, whole, isLog }: Evidence): void {
  const after = hashFiles(folder);
  const kept = new Set(after.values());
  for (const [path, hash] of hashes) {
    if (!isOurs(path)) assert.ok(kept.has(hash), `${path} is gone or changed`);
  }
  const now = readMessages(join(folder, "chatbot.db"));
  for (const [id, content] of readable) {
    // The reply that was being written gets its pieces when it is recovered.
    assert.ok(now.get(id)?.startsWith(content), `the message ${id} could be read before`);
  }
  const missing = [...whole.keys()].filter((id) => !now.has(id));
  if (missing.length === 0 || !isLog) return;
  for (const path of ["chatbot.db", "chatbot.db-wal"]) {
    const hash = hashes.get(path);
    assert.ok(hash === undefined || kept.has(hash), `${missing.length} messages are lost, and so is ${path}`);
  }
}

/** What a server that started may change: its database through SQLite, and the lock. */
function isOurs(path: string): boolean {
  return /^(chatbot\.db(-wal|-shm|-journal)?|server\.lock|.*\.partial)$/.test(path);
}

function judgeRefused(folder: string, { hashes, refusal }: { hashes: Hashes; refusal: string }): void {
  assert.match(refusal, /^[^\n]+$/, `more than one line: ${refusal}`);
  assert.ok(refusal.includes(folder), `no path: ${refusal}`);
  assert.match(
    refusal,
    /deno task restore|--data|chmod 600|DATA_DIR|DATABASE_PATH|CONFIG_KEY/,
    `no way out: ${refusal}`,
  );
  const after = hashFiles(folder);
  for (const [path, hash] of hashes) {
    if (path.endsWith("-shm")) continue; // SQLite's scratch memory
    assert.equal(after.get(path), hash, `${path} was changed`);
  }
  for (const path of after.keys()) assert.ok(hashes.has(path) || path === "server.lock", `${path} is new`);
}

/** Restores the backup that the line offers. The damaged file is kept with every byte. */
async function followAdvice(
  folder: string,
  { refusal, readable }: { refusal: string; readable: Map<string, string> },
): Promise<boolean> {
  const [, backup] = /deno task restore (\/\S+)/.exec(refusal) ?? [];
  if (!backup) return false;
  const before = hashFiles(folder).get("chatbot.db");
  const { kept } = await restore(readEnv(envOf(folder)), backup);
  const isWhole = before === undefined || hashFiles(folder).get(kept!.slice(folder.length + 1)) === before;
  // One that SQLite reads to its end is kept as a copy that SQLite made.
  if (!isWhole) {
    for (const [id, text] of readable) {
      assert.equal(readMessages(kept!).get(id), text, "kept");
    }
  }
  assert.equal(await startHere(folder, async (ask) => assert.equal(await use(ask), false)), undefined);
  return true;
}

const startHere: Start = async (folder, look) => {
  const log = console.error;
  console.error = () => {};
  try {
    const opened = await openDeps(readEnv(envOf(folder)));
    try {
      const app = await testApp(opened.deps);
      await look(async (path, init) => {
        const response = await app.fetch(path, init);
        return { status: response.status, text: await response.text() };
      });
    } finally {
      await opened.endStreams();
      await opened.close();
    }
  } catch (error) {
    const isExpected = [StartError, DatabaseOpenError, KeyFileError].some((kind) => error instanceof kind);
    if (!isExpected) throw error;
    return (error as Error).message;
  } finally {
    console.error = log;
  }
};

const startProcess: Start = async (folder, look) => {
  let server;
  try {
    server = await startServer({ dataDir: folder, env: envOf(folder) });
  } catch {
    const { code, stdout, stderr } = await runMain(["--port", "0"], envOf(folder));
    assert.ok(code === 1 || code === 2 && /CONFIG_KEY/.test(stderr), `exit code ${code}: ${stderr}`);
    assert.equal(stdout, "");
    return stderr.trimEnd();
  }
  const { url, stop } = server;
  try {
    await look(async (path, init) => {
      const response = await fetch(url + path, { ...init, signal: AbortSignal.timeout(60_000) });
      return { status: response.status, text: await response.text() };
    });
  } finally {
    assert.equal(await stop(), 0, "its end");
  }
};

function shuffle<T>(items: readonly T[], random: () => number): T[] {
  return items.map((item) => ({ item, at: random() })).sort((a, b) => a.at - b.at).map(({ item }) => item);
}

if (import.meta.main) {
  const { values } = parseArgs({
    args: Deno.args,
    options: {
      rounds: { type: "string", default: "500" },
      processes: { type: "string", default: "80" },
      seed: { type: "string", default: "1" },
      only: { type: "string" },
    },
  });
  const began = performance.now();
  const report = await corruptOften({
    rounds: Number(values.rounds),
    processes: Number(values.processes),
    seed: Number(values.seed),
    only: values.only,
  });
  console.log(JSON.stringify({ ...report, seconds: Math.round((performance.now() - began) / 1000) }));
  Deno.exit(report.violations.length > 0 ? 1 : 0);
}
