/** The built server as a process of its own, on a free port and a temporary data folder. */

export interface TestServer extends AsyncDisposable {
  /** `http://127.0.0.1:<port>` */
  url: string;
  pid: number;
  dataDir: string;
  /** What stderr has so far. */
  log(): string;
  /** Resolves with the exit code (null when a signal ended it) once the process is gone. */
  stop(signal?: Deno.Signal): Promise<number | null>;
}

export interface ServerOptions {
  /** Added to a bare environment: only PATH and HOME are passed on. */
  env?: Record<string, string>;
  args?: string[];
  /** Kept after the end when given; else temporary. */
  dataDir?: string;
}

/** Builds when the sources are newer than the build. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  await (built ??= buildOnce());
  const dataDir = options.dataDir ?? await Deno.makeTempDir({ prefix: "chat-webui-test-" });
  const child = spawnMain(["--port", "0", "--data", dataDir, ...options.args ?? []], options.env);
  const errors = collect(child.stderr);
  const lines = child.stdout.pipeThrough(new TextDecoderStream());
  const output = { text: "" };
  const stop = async (signal: Deno.Signal = "SIGTERM") => {
    if (!hasEnded) child.kill(signal);
    const [{ code, signal: by }] = await Promise.all([status, errors.done]);
    if (options.dataDir === undefined) await Deno.remove(dataDir, { recursive: true }).catch(ignoreMissing);
    return by === null ? code : null;
  };
  let hasEnded = false;
  const status = child.status.then((ended) => {
    hasEnded = true;
    return ended;
  });
  const url = await readReadyLine(lines, output);
  if (url === undefined) {
    const code = await stop();
    throw new Error(`The server did not start (exit code ${code}):\n${output.text}${errors.text()}`);
  }
  return {
    url,
    pid: child.pid,
    dataDir,
    log: errors.text,
    stop,
    [Symbol.asyncDispose]: async () => void await stop(),
  };
}

/** Runs main.ts to its end, for what does not serve: exit codes and their lines. `under` is a program to run it with. */
export async function runMain(
  args: string[],
  env: Record<string, string> = {},
  under: string[] = [],
): Promise<{ code: number; stdout: string; stderr: string }> {
  await (built ??= buildOnce());
  const child = spawnMain(args, env, under);
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const { code } = await child.status;
  await Promise.all([stdout.done, stderr.done]);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

const root = new URL("../../", import.meta.url).pathname;
let built: Promise<void> | undefined;

function spawnMain(args: string[], env: Record<string, string> = {}, under: string[] = []) {
  const [program, ...rest] = [...under, Deno.execPath()];
  return new Deno.Command(program!, {
    args: [...rest, "run", ...startFlags(), "--cached-only", `${root}main.ts`, ...args],
    cwd: root,
    clearEnv: true,
    env: { ...inherited(), DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1", LOG_FORMAT: "json", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** The very permissions of the task `start`. */
function startFlags(): string[] {
  const { tasks } = JSON.parse(Deno.readTextFileSync(`${root}deno.json`));
  return /deno run (--[^&]*) main\.ts$/.exec(tasks.start)![1]!.split(" ");
}

async function buildOnce(): Promise<void> {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", `${root}dev.ts`, "build", "--if-stale"],
    cwd: root,
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  if (code !== 0) throw new Error(`The build failed:\n${new TextDecoder().decode(stderr)}`);
}

function inherited(): Record<string, string> {
  const names = ["PATH", "HOME", "DENO_DIR"];
  return Object.fromEntries(names.flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  }));
}

/** stdout has just this line; the rest is read on in the background so that the pipe never fills. */
async function readReadyLine(
  lines: ReadableStream<string>,
  output: { text: string },
): Promise<string | undefined> {
  const reader = lines.getReader();
  while (true) {
    const { done, value } = await reader.read();
    if (done) return;
    output.text += value;
    const [, url] = /^Ready on (http:\/\/\S+)\n/m.exec(output.text) ?? [];
    if (url === undefined) continue;
    void (async () => {
      while (!(await reader.read()).done);
    })();
    return url;
  }
}

function collect(stream: ReadableStream<Uint8Array<ArrayBuffer>>) {
  let text = "";
  const done = (async () => {
    for await (const piece of stream.pipeThrough(new TextDecoderStream())) text += piece;
  })();
  return { text: () => text, done };
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
