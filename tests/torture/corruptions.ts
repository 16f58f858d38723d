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
import { readEnv } from "@/lib/config/env.ts";
import { restore } from "@/lib/process/backup_commands.ts";
import { runCommand } from "./command.ts";
import { type Damage, damages } from "./damage.ts";
import { judgeRefused, judgeStarted } from "./damage_verdict.ts";
import { type Ask, readAndWrite, type Start, startHere, startProcess } from "./damaged_server.ts";
import { hashFiles, readMessages } from "./evidence.ts";
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

/** Gives whether the database was found damaged; then health must say so. */
async function use(ask: Ask): Promise<boolean> {
  const answers = await readAndWrite(ask, ["/api/config", "/api/models", "/api/search?q=alpha"]);
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

function shuffle<T>(items: readonly T[], random: () => number): T[] {
  return items.map((item) => ({ item, at: random() })).sort((a, b) => a.at - b.at).map(({ item }) => item);
}

if (import.meta.main) {
  await runCommand(
    { rounds: 500, processes: 80, seed: 1, only: "" },
    corruptOften,
    (report) => report.violations,
  );
}
