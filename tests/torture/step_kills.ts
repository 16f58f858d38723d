/**
 * Kills a program in the middle of a change of schema, a restore and a backup, and looks what is left.
 *
 *     deno run -A tests/torture/step_kills.ts --kills 200 [--seed 1] [--tasks open,restore]
 *
 * A third of the kills each in the first two, a sixth each in a backup and in the first start of all; half of them
 * exactly between two steps, half within one. Each time the database is
 * whole (the old one or the new one) with every value, opens, and the copies that were made are good. Prints a JSON
 * line with what was killed where; exits 1 when anything was lost.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { parseArgs } from "node:util";
import { requireUsable } from "@/lib/db/backup.ts";
import { listBackups } from "@/lib/db/backup_folder.ts";
import { openDatabase } from "@/lib/db/database.ts";
import { migrations } from "@/lib/db/migrations/mod.ts";
import { readFixture } from "@/tests/fixtures/databases.ts";
import { hashFiles } from "./evidence.ts";
import { seededRandom } from "./random.ts";

export interface StepKillReport {
  kills: number;
  seed: number;
  /** Task and phase → how many kills hit there. */
  killedDuring: Record<string, number>;
  /** The program had ended before the signal came: these are no kills. */
  missed: number;
  violations: string[];
}

type Task = "open" | "restore" | "backup" | "create";

const root = new URL("../../", import.meta.url).pathname;
const newest = migrations.at(-1)!.version;

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

interface Stage {
  folder: string;
  database: string;
  version: number;
  /** What restore puts back. */
  file: string;
  old: string;
  restored: string;
  hashOfFile: string;
}

/** An old database with its log, as a crash left it, and a copy of another one. */
async function makeStage(task: Task, folder: string, random: () => number): Promise<Stage> {
  const data = join(folder, "data");
  const database = join(data, "chatbot.db");
  const version = task === "open" ? 1 + Math.floor(random() * (newest - 1)) : newest;
  await Deno.mkdir(data, { mode: 0o700 });
  await Deno.writeFile(database, await readFixture(version));
  const db = new DatabaseSync(database);
  db.exec("pragma journal_mode = wal; pragma wal_autocheckpoint = 0");
  // A few megabytes, so that a copy takes its time.
  const insert = db.prepare(
    `insert into messages (id, session_id, role, content, status, created_at, updated_at)
    select ?, id, 'user', ?, 'complete', 1, 1 from sessions limit 1`,
  );
  db.exec("begin");
  for (let index = 0; index < 600; index++) insert.run(`m${index}`, `${index} ${"some words ".repeat(300)}`);
  db.exec("commit");
  for (const suffix of ["", "-wal"]) await Deno.copyFile(database + suffix, `${folder}/saved${suffix}`);
  db.close();
  for (const suffix of ["", "-wal"]) await Deno.rename(`${folder}/saved${suffix}`, database + suffix);
  const file = join(folder, "mine.db");
  await Deno.writeFile(file, await readFixture(1 + Math.floor(random() * newest)));
  const probe = join(folder, "probe.db");
  for (const suffix of ["", "-wal"]) await Deno.copyFile(database + suffix, probe + suffix);
  if (task === "create") { for (const suffix of ["", "-wal"]) await Deno.remove(database + suffix); }
  const stage = { folder: data, database, version, file, old: digest(probe), restored: digest(file) };
  return { ...stage, hashOfFile: hashFiles(folder).get("mine.db")! };
}

/** All that a person has in it. */
function digest(path: string): string {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const rows = (sql: string) => JSON.stringify(db.prepare(sql).all());
    assert.equal(rows("pragma integrity_check"), '[{"integrity_check":"ok"}]');
    return [
      rows(
        "select id, session_id, parent_id, role, content, thinking, status, pinned from messages order by seq",
      ),
      rows("select id, title, options, draft, created_at from sessions order by id"),
      rows("select key, value from settings order by key"),
      rows("select message_id, position, text from reply_pieces order by 1, 2"),
      rows("select message_id, hex(content) from attachments order by 1"),
    ].join("\n");
  } finally {
    db.close();
  }
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

interface Stepping {
  folder: string;
  file: string;
  endAt?: number;
  killAfter?: number;
  delayMs?: number;
}

/** `code` is null when a signal ended it. */
async function step(task: Task, options: Stepping): Promise<{ lines: string[]; code: number | null }> {
  const { folder, file, endAt, killAfter, delayMs = 0 } = options;
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-A", "--no-check", "--cached-only", "tests/torture/stepper.ts", task, folder, file],
      ...(endAt === undefined ? [] : ["--end-at", String(endAt)]),
    ],
    cwd: root,
    env: { DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  let text = "";
  let isTold = false;
  for await (const piece of child.stdout.pipeThrough(new TextDecoderStream())) {
    text += piece;
    if (killAfter === undefined || isTold || !text.includes(`\n${killAfter} `)) continue;
    isTold = true;
    if (delayMs > 0.3) await new Promise((resolve) => setTimeout(resolve, delayMs));
    kill(child);
  }
  const { code, signal } = await child.status;
  return { lines: text.split("\n").slice(0, -1), code: signal === null ? code : null };
}

function kill(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound) && !(error instanceof TypeError)) throw error; // it has ended
  }
}

/** The part of the work in which the last step was. */
function phaseOf(lines: string[]): string {
  const done = lines.map((line) => line.replace(/^\d+ /, ""));
  const has = (pattern: RegExp) => done.some((line) => pattern.test(line));
  const schema = done.map((line) => /^> exec pragma user_version = (\d+)/.exec(line)?.[1]).filter(Boolean).at(
    -1,
  );
  if (has(/^< renameSync \S*\.restoring chatbot/)) return "opening the restored one";
  if (has(/renameSync \S*\.restoring chatbot/)) return "putting it in place";
  if (has(/^< renameSync \S*\.restoring\.partial/)) return "keeping the former one";
  if (
    schema &&
    done.some((line, index) =>
      line.startsWith(`> exec pragma user_version = ${schema}`) && done.slice(index).includes("< exec commit")
    )
  ) {
    return `after step ${schema} of the schema`;
  }
  if (done.some((line) => /^> exec begin immediate/.test(line)) && !schema) return "first step of the schema";
  if (schema) return `step ${schema} of the schema`;
  if (has(/^< renameSync \S*TIME/)) return "opening after the copy";
  if (has(/partial/)) return "copying";
  return "looking at it";
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

function versionOf(path: string): number {
  const db = new DatabaseSync(path, { readOnly: true });
  const version = Number(db.prepare("pragma user_version").get()!.user_version);
  db.close();
  return version;
}

function copyIfThere(from: string, to: string): void {
  try {
    Deno.copyFileSync(from, to);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    args: Deno.args,
    options: {
      kills: { type: "string", default: "200" },
      seed: { type: "string", default: "1" },
      tasks: { type: "string" },
    },
  });
  const began = performance.now();
  const report = await killAtSteps({
    kills: Number(values.kills),
    seed: Number(values.seed),
    tasks: values.tasks?.split(",") as Task[] | undefined,
  });
  console.log(JSON.stringify({ ...report, seconds: Math.round((performance.now() - began) / 1000) }));
  Deno.exit(report.violations.length > 0 ? 1 : 0);
}
