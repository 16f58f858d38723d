/**
 * Damages the database of a server that runs.
 *
 *     deno run -A tests/torture/running_damage.ts --rounds 60 [--seed 1]
 *
 * The server lives: it answers what it can read, and 503 for the rest; from the first such answer on its health says
 * so. The next start refuses with a line, or what it starts on is whole. Backups and key are as they were. Prints a
 * JSON line; exits 1 at a violation.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { runMain, startServer, type TestServer } from "@/tests/helpers/server.ts";
import { runCommand } from "./command.ts";
import { damages } from "./damage.ts";
import { type Ask, readAndWrite } from "./damaged_server.ts";
import { hashFiles } from "./evidence.ts";
import { seededRandom } from "./random.ts";
import { copyFolder, envOf, seedFolder } from "./seed_folder.ts";

export interface RunningDamageReport {
  rounds: number;
  seed: number;
  /** An answer was 503, and health said that the database is not well. */
  found: number;
  /** By the next start, though no answer had found it. */
  foundAtStart: number;
  violations: string[];
}

const kinds = damages.filter(({ name }) =>
  /^chatbot\.db: (some bits|a zeroed page|a page|zeroed|noise|cut|emptied|text)/.test(name)
);

export async function damageRunning(
  { rounds, seed, chats }: { rounds: number; seed: number; chats?: number },
): Promise<RunningDamageReport> {
  const random = seededRandom(seed);
  const report: RunningDamageReport = { rounds, seed, found: 0, foundAtStart: 0, violations: [] };
  await using seeded = await seedFolder({ chats });
  for (let round = 0; round < rounds; round++) {
    const damage = kinds[Math.floor(random() * kinds.length)]!;
    const folder = await Deno.makeTempDir({ prefix: "torture-running-" });
    try {
      await copyFolder(seeded.clean, folder);
      const before = hashFiles(folder);
      const server = await startServer({ dataDir: folder, env: envOf(folder) });
      let isFound = false;
      try {
        damage.apply(folder, random);
        isFound = await use(server);
        // A small database is in memory by now, and new pages go to its log: it may live on.
        isFound = await use(server) || isFound;
      } finally {
        const code = await server.stop();
        const hasSaid = /malformed|not a database|disk I\/O/.test(server.log());
        assert.ok(code === 0 || code === 1 && hasSaid, `its end: ${code} ${server.log()}`);
      }
      for (const [path, hash] of before) {
        if (!path.startsWith("chatbot.db")) assert.equal(hashFiles(folder).get(path), hash, path);
      }
      const isRefused = await startAgain(folder);
      if (isFound) report.found++;
      else if (isRefused) report.foundAtStart++;
    } catch (error) {
      report.violations.push(`round ${round} (${damage.name}): ${(error as Error).message}`);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  }
  return report;
}

/** Gives whether an answer said that the database cannot be used. */
async function use({ url }: TestServer): Promise<boolean> {
  const ask: Ask = async (path, init) => {
    const response = await fetch(url + path, { ...init, signal: AbortSignal.timeout(60_000) });
    const status = response.status;
    // What streams breaks off, for damage that SQLite sees or for a value that is none any more.
    const text = await response.text().catch(() => "");
    assert.ok([200, 201, 404, 503].includes(status), `${path}: ${status} ${text}`);
    return { status, text };
  };
  const answers = await readAndWrite(ask, ["/api/search?q=alpha", "/api/models", "/api/export"]);
  const isDamaged = answers.some(({ text }) => /malformed|not a database/.test(text));
  const health = await ask("/api/health");
  if (isDamaged) {
    assert.deepEqual([health.status, JSON.parse(health.text).db_status], [503, "error"], "health");
  }
  return isDamaged;
}

/** Gives whether it was refused. */
async function startAgain(folder: string): Promise<boolean> {
  try {
    const server = await startServer({ dataDir: folder, env: envOf(folder) });
    const answer = await fetch(`${server.url}/api/sessions`);
    await answer.body!.cancel();
    assert.ok([200, 503].includes(answer.status));
    assert.equal(await server.stop(), 0);
    return false;
  } catch (error) {
    if (!/did not start/.test((error as Error).message)) throw error;
    const { code, stderr } = await runMain(["--port", "0"], envOf(folder));
    assert.equal(code, 1, stderr);
    assert.match(stderr, /^\/[^\n]+deno task restore \/[^\n]+\n$/);
    assert.ok(stderr.includes(join(folder, "backups")), stderr);
    return true;
  }
}

if (import.meta.main) {
  await runCommand({ rounds: 60, seed: 1 }, damageRunning, (report) => report.violations);
}
