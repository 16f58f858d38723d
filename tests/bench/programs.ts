/** The benchmarks' own programs as processes, each on a free port, ended with their handle. */

export interface Program extends AsyncDisposable {
  url: string;
  pid: number;
}

export type ProgramName = "guide" | "bare_relay" | "empty_server";

export async function startProgram(name: ProgramName, ...args: string[]): Promise<Program> {
  const path = new URL(`./programs/${name}.ts`, import.meta.url).pathname;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--cached-only", path, ...args],
    env: { DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const lines = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const { value = "" } = await lines.read();
  const stop = async () => {
    await child.stdin.close();
    await Promise.all([child.status, lines.cancel()]);
  };
  if (!value.startsWith("http://")) {
    await stop();
    throw new Error(`The program ${name} did not start.`);
  }
  return { url: value.trim(), pid: child.pid, [Symbol.asyncDispose]: stop };
}
