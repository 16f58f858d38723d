/**
 * Kills a program in the middle of a change of schema, a restore and a backup, and looks what is left.
 *
 *     deno run -A tests/torture/step_kills.ts --kills 200 [--seed 1] [--tasks open,restore]
 *
 * A third of the kills each in the first two, a sixth each in a backup and in the first start of all; half of them
 * exactly between two steps, half within one. Each time the database is whole (the old one or the new one) with every
 * value, opens, and the copies that were made are good. Prints a JSON line with what was killed where; exits 1 when
 * anything was lost.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { requireUsable } from "@/lib/db/backup.ts";
import { listBackups } from "@/lib/db/backup_folder.ts";
import { openDatabase } from "@/lib/db/open_database.ts";
import { runCommand } from "./command.ts";
import { hashFiles } from "./evidence.ts";
import { seededRandom } from "./random.ts";
import { copyIfThere, digest, makeStage, newest, type Stage, type Task, versionOf } from "./step_stage.ts";
import { phaseOf, step } from "./stepped_program.ts";

export interface StepKillReport {
  kills: number;
  seed: number;
  /** Task and phase → how many kills hit there. */
  killedDuring: Record<string, number>;
  /** The program had ended before the signal came: these are no kills. */
  missed: number;
  violations: string[];
}

export async function killAtSteps(
  { kills, seed, tasks = ["open", "restore", "backup", "open", "restore", "create"] }: {
    kills: number;
    seed: number;
    tasks?: Task[];
  },
): Promise<StepKillReport> {
  const random = seededRandom(seed);
  const report: StepKillReport = { kills: 0, seed, killedDuring: {}, missed: 0, violations: [] };
  const lengths = new Map<Task, number>();
  while (report.kills < kills && report.missed < kills) {
    const task = tasks[(report.kills + report.missed) % tasks.length]!;
    const folder = await Deno.makeTempDir({ prefix: "torture-steps-" });
    try {
      const stage = await makeStage(task, folder, random);
      if (!lengths.has(task)) lengths.set(task, await countSteps(task, stage, folder));
      const { phase, version } = await killOnce(task, stage, { length: lengths.get(task)!, random });
      if (phase === null) {
        report.missed++;
        continue;
      }
      report.kills++;
      const name = `${task}: ${phase}`;
      report.killedDuring[name] = (report.killedDuring[name] ?? 0) + 1;
      try {
        judge(task, stage);
      } catch (error) {
        report.violations.push(`${name} (from schema ${version}): ${(error as Error).message}`);
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  }
  return report;
}

async function countSteps(task: Task, stage: Stage, folder: string): Promise<number> {
  const other = join(folder, "other");
  await Deno.mkdir(other, { mode: 0o700 });
  for (const suffix of ["", "-wal"]) {
    copyIfThere(stage.database + suffix, join(other, `chatbot.db${suffix}`));
  }
  const { lines, code } = await step(task, { folder: other, file: stage.file });
  assert.equal(code, 0, lines.join("\n"));
  return lines.length;
}

/** Gives in what it was killed, or null when it came to its end. */
async function killOnce(
  task: Task,
  { folder, file, version }: Stage,
  { length, random }: { length: number; random: () => number },
): Promise<{ phase: string | null; version: number }> {
  const at = Math.floor(random() * length);
  const within = random() < 0.5;
  const { lines, code } = await step(task, {
    ...{ folder, file },
    ...(within ? { killAfter: at, delayMs: random() ** 2 * 4 } : { endAt: at }),
  });
  const last = lines.at(-1) ?? "";
  if (code !== null || last.endsWith(" end")) return { phase: null, version };
  return { phase: phaseOf(lines), version };
}

function judge(task: Task, { folder, database, file, old, restored, hashOfFile, version }: Stage): void {
  if (task === "create") return openDatabase(database, { dataDir: folder }).close();
  for (const copy of listBackups(folder)) requireUsable(copy);
  const copies = listBackups(folder, "before-schema");
  const [probe, isNew] = lookAtLeft(database, { old, restored });
  if (task !== "restore") assert.ok(!isNew, "another database is there");
  if (task === "open" && probe.version > version) {
    assert.equal(copies.length, 1, "no copy from before the schema changed");
    assert.equal(versionOf(copies[0]!), version);
    assert.equal(digest(copies[0]!), old, "the copy lacks something");
  }
  if (isNew) {
    const kept = listBackups(folder, "before-restore").find((copy) => digest(copy) === old);
    assert.ok(kept, "the former database was not kept");
  }
  assert.equal(hashFiles(join(folder, "..")).get("mine.db"), hashOfFile, `${file} was changed`);
  openDatabase(database, { dataDir: folder }).close();
  assert.equal(versionOf(database), newest);
  assert.equal(digest(database), isNew ? restored : old, "lost after opening");
  const left = [...hashFiles(folder).keys()].filter((path) => /before-schema.*partial/.test(path));
  assert.deepEqual(left, [], "half a copy is left");
}

/** On a copy: looking must not repair anything. */
function lookAtLeft(
  database: string,
  { old, restored }: { old: string; restored: string },
): [{ version: number }, boolean] {
  const folder = Deno.makeTempDirSync();
  try {
    for (const suffix of ["", "-wal"]) copyIfThere(database + suffix, `${folder}/db${suffix}`);
    const now = digest(`${folder}/db`);
    assert.ok(now === old || now === restored, "neither the old database nor the new one");
    return [{ version: versionOf(`${folder}/db`) }, now === restored];
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

if (import.meta.main) {
  await runCommand(
    { kills: 200, seed: 1, tasks: "" },
    ({ tasks, ...given }) => killAtSteps({ ...given, tasks: tasks ? tasks.split(",") as Task[] : undefined }),
    (report) => report.violations,
  );
}
