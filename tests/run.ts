/**
 * The `test` task: finds or installs Chromium, builds, runs every test, browser stories last.
 *
 * Its last line is `N passed, N failed`. A test that is skipped counts as failed, unless its name says why:
 * `name [skipped: reason]`. With arguments only those files or folders run.
 */
import { findChromium, installChromium } from "./helpers/chromium.ts";

interface Tally {
  passed: number;
  failed: number;
}

const root = new URL("..", import.meta.url).pathname;
const tallies: Tally[] = [];

if (!findChromium()) await installChromium();
await run("Build", ["run", "-A", "dev.ts", "build", "--if-stale"]);
for (const paths of Deno.args.length > 0 ? [Deno.args] : listStages()) {
  tallies.push(await test(paths));
}
const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
Deno.exit(failed === 0 && passed > 0 ? 0 : 1);

/** What needs no browser, then what does: a broken function is told before a broken story. */
function listStages(): string[][] {
  const noTests = new Set(["helpers", "fakes", "fixtures", "bench", "tmp"]);
  const entries = Array.from(Deno.readDirSync(`${root}tests`));
  const named = (wanted: Deno.DirEntry[]) => wanted.map((entry) => `tests/${entry.name}`).sort();
  const files = named(entries.filter((entry) => entry.isFile && entry.name.endsWith("_test.ts")));
  const folders = named(entries.filter((entry) => entry.isDirectory && !noTests.has(entry.name)));
  const browser = "tests/browser";
  const plain = [...files, ...folders.filter((folder) => folder !== browser)];
  return folders.includes(browser) ? [plain, [browser]] : [plain];
}

/** Types are checked by the `ok` task. */
async function test(paths: string[]): Promise<Tally> {
  const output = await run(`Tests of ${paths.join(" ")}`, ["test", "-A", "--no-check", ...paths]);
  const summary = [...output.text.matchAll(/^(?:ok|FAILED) \| (\d+) passed(?: \(.*?\))? \| (\d+) failed/gm)]
    .at(-1);
  const skipped = [...output.text.matchAll(/^(.*) \.\.\. ignored/gm)].map((match) => match[1]!);
  const unexplained = skipped.filter((name) => !/\[skipped: .+\]/.test(name));
  for (const name of unexplained) console.log(`Skipped without a reason: ${name}`);
  const failed = Number(summary?.[2] ?? 0) + unexplained.length;
  // A module that cannot be loaded fails the run without a failed test.
  return { passed: Number(summary?.[1] ?? 0), failed: output.code !== 0 && failed === 0 ? 1 : failed };
}

/** Passes the output on as it comes. */
async function run(title: string, args: string[]): Promise<{ code: number; text: string }> {
  console.log(`# ${title}`);
  const child = new Deno.Command(Deno.execPath(), {
    args,
    cwd: root,
    env: { DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let text = "";
  for await (const piece of child.stdout.pipeThrough(new TextDecoderStream())) {
    text += piece;
    await Deno.stdout.write(new TextEncoder().encode(piece));
  }
  const { code } = await child.status;
  if (args[0] === "run" && code !== 0) {
    console.log("0 passed, 1 failed");
    Deno.exit(1);
  }
  return { code, text };
}
