/**
 * Kills the server at random moments and looks whether it kept every word.
 *
 *     deno run -A tests/torture/kills.ts --kills 2000 [--seed 1]
 *
 * Needs a build (`deno task build`). Prints a JSON line at the end; exits 1 when anything was lost.
 */
import { atOnce, type Guide, startGuide } from "@/lib/guide/guide.ts";
import { type Act, TortureClient } from "./client.ts";
import { startServer, type TestServer } from "@/tests/helpers/server.ts";
import { runCommand } from "./command.ts";
import { Oracle } from "./oracle.ts";
import { seededRandom } from "./random.ts";

export interface KillReport {
  kills: number;
  seed: number;
  acknowledged: number;
  seenCharacters: number;
  lostMessages: string[];
  lostText: string[];
  withoutEnd: string[];
  integrityFailures: string[];
  /** Logs that a start took for damaged and kept: a kill can leave the end of one as damage would. */
  keptLogs: number;
  acts: Record<string, number>;
  /** What was under way in the moments of the kills. */
  killedDuring: Record<string, number>;
}

const clients = 3;

export async function killOften(options: { kills: number; seed: number }): Promise<KillReport> {
  const random = seededRandom(options.seed);
  const dataDir = await Deno.makeTempDir({ prefix: "torture-" });
  const guide = await startGuide({ ...atOnce, loadMs: 60, speed: 900, recordRequests: false });
  const report = newReport(options);
  const oracle = new Oracle();
  const players = Array.from(
    { length: clients },
    (_, index) => new TortureClient(`c${index}`, oracle, random),
  );
  try {
    for (let kill = 0; kill <= options.kills; kill++) {
      const server = await startServer({ dataDir, env: { LOG_LEVEL: "error" } });
      try {
        collect(report, oracle.judge(`${dataDir}/chatbot.db`));
        if (kill === options.kills) break;
        if (kill === 0) await setUp(server.url, guide);
        const hasBegun = kill > 0 ? Promise.resolve() : oracle.firstSeen;
        await playUntilKilled(server, players, { report, random, hasBegun });
      } finally {
        await server.stop("SIGKILL");
      }
    }
    report.keptLogs = Array.from(Deno.readDirSync(dataDir)).filter(({ name }) =>
      /^damaged-/.test(name)
    ).length;
  } finally {
    await guide.close();
    await Deno.remove(dataDir, { recursive: true });
  }
  return { ...report, acknowledged: oracle.messages.size, seenCharacters: oracle.seenCharacters };
}

async function playUntilKilled(
  server: TestServer,
  players: TortureClient[],
  { report, random, hasBegun }: { report: KillReport; random: () => number; hasBegun: Promise<void> },
): Promise<void> {
  const current = new Map<string, Act>();
  let isKilled = false;
  const playing = players.map((player) =>
    player.run(server.url, {
      isKilled: () => isKilled,
      note(act) {
        current.set(player.name, act);
        report.acts[act] = (report.acts[act] ?? 0) + 1;
      },
    })
  );
  await Promise.race([hasBegun, Promise.all(playing)]); // a slow machine may need long for its first word
  // The moment is the point of the exercise: anywhere from before the first answer to well into the third.
  await new Promise((resolve) => setTimeout(resolve, random() ** 1.5 * 900));
  isKilled = true;
  await server.stop("SIGKILL");
  for (const act of current.values()) report.killedDuring[act] = (report.killedDuring[act] ?? 0) + 1;
  await Promise.all(playing);
}

async function setUp(url: string, guide: Guide): Promise<void> {
  const response = await fetch(`${url}/api/config`, {
    method: "PATCH",
    body: JSON.stringify({ ollama_base_url: guide.url, default_model: "guide:latest" }),
  });
  if (!response.ok) throw new Error(await response.text());
  await response.body?.cancel();
}

function newReport({ kills, seed }: { kills: number; seed: number }): KillReport {
  const lists = { lostMessages: [], lostText: [], withoutEnd: [], integrityFailures: [] };
  return {
    kills,
    seed,
    acknowledged: 0,
    seenCharacters: 0,
    ...lists,
    keptLogs: 0,
    acts: {},
    killedDuring: {},
  };
}

function collect(report: KillReport, verdict: ReturnType<Oracle["judge"]>): void {
  report.lostMessages = [...new Set([...report.lostMessages, ...verdict.lostMessages])];
  report.lostText = [...new Set([...report.lostText, ...verdict.lostText])];
  report.withoutEnd.push(...verdict.withoutEnd);
  report.integrityFailures.push(...verdict.integrity);
}

if (import.meta.main) {
  await runCommand(
    { kills: 200, seed: 1 },
    killOften,
    ({ lostMessages, lostText, withoutEnd, integrityFailures }) =>
      [lostMessages, lostText, withoutEnd, integrityFailures].flat(),
  );
}
