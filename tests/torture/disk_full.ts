/**
 * Fills a small disk to a random point before or while the app writes to it, and frees it again.
 *
 *     deno run -A tests/torture/disk_full.ts --points 100 [--seed 1] [--only 'chat|import']
 *
 * Needs root (it mounts a tmpfs of 16 MB) and a build. Refused is what was not stored (507, a failed reply with its
 * text, exit 1 with a line), nothing acknowledged is lost, and with room again all goes on without a restart. Prints
 * a JSON line with how each ended; exits 1 at a violation.
 */
import { runCommand } from "./command.ts";
import { fileScenarios } from "./full_files.ts";
import { type FullServer, type Point, startOnDisk } from "./full_server.ts";
import { seededRandom } from "./random.ts";
import { SmallDisk } from "./small_disk.ts";

export interface DiskFullReport {
  points: number;
  seed: number;
  outcomes: Record<string, number>;
  violations: string[];
}

const onServer = ["chat", "chat", "import", "small writes", "backup"] as const;
const onFiles = ["migration", "restore", "nightly copy", "start"] as const;

export async function fillOften(
  { points, seed, only = "" }: { points: number; seed: number; only?: string },
): Promise<DiskFullReport> {
  const random = seededRandom(seed);
  const isAsked = (name: string) => new RegExp(only).test(name);
  const report: DiskFullReport = { points: 0, seed, outcomes: {}, violations: [] };
  const note = (outcome: string) => report.outcomes[outcome] = (report.outcomes[outcome] ?? 0) + 1;
  const play = async (name: string, disk: SmallDisk, work: (point: Point) => Promise<void>) => {
    // Most of the trouble is where there is next to nothing.
    const left = Math.floor(random() ** 3 * 3_000_000);
    report.points++;
    try {
      await work({ disk, left, random, note });
    } catch (error) {
      report.violations.push(`${name}, ${left} bytes left: ${(error as Error).message}`);
      return false;
    } finally {
      disk.free();
    }
    return true;
  };
  while (report.points < points) {
    for (const name of onFiles.filter((name) => isAsked(name))) {
      await using disk = await SmallDisk.mount();
      await play(name, disk, fileScenarios[name]);
    }
    const names = onServer.filter((name) => isAsked(name));
    if (names.length > 0) await playOnServer(names, play, report);
  }
  return report;
}

async function playOnServer(
  names: (keyof FullServer["scenarios"])[],
  play: (name: string, disk: SmallDisk, work: (point: Point) => Promise<void>) => Promise<boolean>,
  report: DiskFullReport,
): Promise<void> {
  await using disk = await SmallDisk.mount();
  try {
    await using server = await startOnDisk(disk);
    for (const name of names) if (!await play(name, disk, server.scenarios[name])) return;
  } catch (error) {
    report.violations.push(`the server's end: ${(error as Error).message}`);
  }
}

if (import.meta.main) {
  await runCommand({ points: 100, seed: 1, only: "" }, fillOften, (report) => report.violations);
}
