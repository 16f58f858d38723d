/** Runs `stepper.ts`, which says its steps, up to where it is to die. Knows the steps, not what must hold after them. */
import type { Task } from "./step_stage.ts";

export interface Stepping {
  folder: string;
  file: string;
  endAt?: number;
  killAfter?: number;
  delayMs?: number;
}

const root = new URL("../../", import.meta.url).pathname;

/** `code` is null when a signal ended it. */
export async function step(task: Task, options: Stepping): Promise<{ lines: string[]; code: number | null }> {
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
export function phaseOf(lines: string[]): string {
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
