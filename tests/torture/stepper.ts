/**
 * Opens, restores or backs up a database and says each step on stdout before and after it is done, so that a killer
 * knows where it hits.
 *
 *     deno run -A tests/torture/stepper.ts open|create|restore|backup FOLDER [FILE] [--end-at 12]
 *
 * With --end-at it kills itself at that step.
 */
import { parseArgs } from "node:util";
import { DatabaseSync } from "node:sqlite";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { "end-at": { type: "string" } },
});
const [task, folder, file] = positionals as [string, string, string?];
const endAt = Number(values["end-at"] ?? -1);
const encoder = new TextEncoder();
let steps = 0;

function say(step: string): void {
  const number = steps++;
  Deno.stdout.writeSync(encoder.encode(`${number} ${step}\n`));
  if (number === endAt) Deno.kill(Deno.pid, "SIGKILL");
}

/** What changes files, or may. */
const files = ["openSync", "copyFileSync", "renameSync", "removeSync", "mkdirSync", "chmodSync"] as const;
for (const name of files) {
  const former = Deno[name] as (...args: unknown[]) => unknown;
  const told = (...args: unknown[]) => {
    const places = args.filter((arg) => typeof arg === "string").map((path) => short(path as string));
    say(`> ${name} ${places.join(" ")}`);
    const result = former(...args);
    say(`< ${name} ${places.join(" ")}`);
    return result;
  };
  Object.defineProperty(Deno, name, { value: told });
}
for (const name of ["exec", "close"] as const) {
  const former = DatabaseSync.prototype[name] as (...args: unknown[]) => unknown;
  DatabaseSync.prototype[name] = function (this: DatabaseSync, ...args: unknown[]) {
    const what = String(args[0] ?? "").trim().slice(0, 40).replace(/\s+/g, " ");
    say(`> ${name} ${what}`);
    const result = former.apply(this, args);
    say(`< ${name} ${what}`);
    return result;
  } as never;
}

const { readEnv } = await import("@/lib/config/env.ts");
const { openDatabase } = await import("@/lib/db/open_database.ts");
const { backUp, restore } = await import("@/lib/process/backup_commands.ts");
const env = readEnv({ DATA_DIR: folder });
say("begin");
if (task === "open" || task === "create") openDatabase(env.databasePath, { dataDir: folder }).close();
else if (task === "restore") await restore(env, file!);
else await backUp(env, undefined);
say("end");

function short(path: string): string {
  return path.replace(`${folder}/`, "").replace(/\d{4}-\d\d-\d\d[^.]*/, "TIME");
}
