/**
 * Ollama's own program, for loading and unloading: `run NAME` and `stop NAME`, and nothing else.
 *
 * No shell, fixed arguments, stdin closed (with an open one the program waits for its end), HOME, PATH and
 * OLLAMA_* only, an end in time, and all that it started ends with it. The name has been checked by the caller:
 * `run` with one that is not local would download it.
 */
import { OllamaRejectedError, OllamaTimeoutError } from "@/lib/errors.ts";
import { TerminalText } from "./terminal_text.ts";

export type Command = { verb: "run"; name: string; keepAlive?: string } | { verb: "stop"; name: string };

export interface ProcessOptions {
  /** Absolute, from find_program.ts. */
  program: string;
  /** Where the program looks for its server. */
  baseUrl: string;
  timeoutMs: number;
  signal?: AbortSignal;
}

const maxLogCharacters = 64 * 1024;
const maxOutputBytes = 16 * 1024 * 1024;

/** The lines that the program writes. Throws OllamaRejectedError with its last words when it fails. */
export async function* runOllama(command: Command, options: ProcessOptions): AsyncGenerator<string> {
  options.signal?.throwIfAborted();
  const child = spawn(command, options);
  const texts = { stdout: new TerminalText(maxLogCharacters), stderr: new TerminalText(maxLogCharacters) };
  const ending = endInTime(child, options);
  let last = "";
  let size = 0;
  try {
    for await (const { from, bytes } of outputOf(child)) {
      size += bytes.length;
      if (size > maxOutputBytes) {
        ending.end(new OllamaRejectedError(`${title(command)} wrote too much. It was ended.`));
      }
      for (const line of texts[from].add(bytes)) yield last = line;
    }
    for (const line of [...texts.stdout.end(), ...texts.stderr.end()]) yield last = line;
    const { success, code } = await child.status;
    if (ending.reason) throw ending.reason;
    if (!success) throw failure(command, code, last);
  } finally {
    ending.dispose();
    killGroup(child);
    await child.status;
  }
}

function spawn(command: Command, { program, baseUrl }: ProcessOptions): Deno.ChildProcess {
  return new Deno.Command(program, {
    args: argumentsOf(command),
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    clearEnv: true,
    env: environment(baseUrl),
    // A group of its own, so that what it starts can be ended with it.
    detached: Deno.build.os !== "windows",
  }).spawn();
}

function argumentsOf(command: Command): string[] {
  if (command.verb === "stop") return ["stop", command.name];
  return [
    "run",
    command.name,
    ...(command.keepAlive === undefined ? [] : ["--keepalive", command.keepAlive]),
  ];
}

/** Without HOME the program panics. */
function environment(baseUrl: string): Record<string, string> {
  const kept = Object.entries(Deno.env.toObject()).filter(([name]) =>
    name === "HOME" || name === "PATH" || name.startsWith("OLLAMA_")
  );
  return { HOME: "/", ...Object.fromEntries(kept), OLLAMA_HOST: baseUrl };
}

interface Ending {
  /** Why the program was ended, when it did not end by itself. */
  readonly reason: unknown;
  end: (reason: unknown) => void;
  dispose: () => void;
}

function endInTime(child: Deno.ChildProcess, { timeoutMs, signal }: ProcessOptions): Ending {
  let reason: unknown;
  const end = (why: unknown) => {
    reason ??= why;
    killGroup(child);
  };
  const timer = setTimeout(
    () =>
      end(
        new OllamaTimeoutError(`The ollama program did not end within ${timeoutMs / 1000} s. It was ended.`),
      ),
    timeoutMs,
  );
  const leave = () => end(signal!.reason);
  signal?.addEventListener("abort", leave);
  return {
    get reason() {
      return reason;
    },
    end,
    dispose: () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", leave);
    },
  };
}

interface Output {
  from: "stdout" | "stderr";
  bytes: Uint8Array;
}

/** Both outputs in the order in which they come; ends soon after the program, whoever else holds its pipes. */
async function* outputOf(child: Deno.ChildProcess): AsyncGenerator<Output> {
  child.status.then(() => killGroup(child));
  const readers = { stdout: child.stdout.getReader(), stderr: child.stderr.getReader() };
  const read = (from: Output["from"]) => readers[from].read().then((result) => ({ from, result }));
  const pending = new Map([["stdout", read("stdout")], ["stderr", read("stderr")]]);
  try {
    while (pending.size > 0) {
      const { from, result } = await Promise.race(pending.values());
      if (result.done) pending.delete(from);
      else {
        yield { from, bytes: result.value };
        pending.set(from, read(from));
      }
    }
  } finally {
    await Promise.all([readers.stdout.cancel(), readers.stderr.cancel()]);
  }
}

function killGroup(child: Deno.ChildProcess): void {
  try {
    if (Deno.build.os === "windows") child.kill();
    else Deno.kill(-child.pid, "SIGKILL");
  } catch (error) {
    // It and all that it started have ended already.
    if (!(error instanceof Deno.errors.NotFound) && !(error instanceof TypeError)) throw error;
  }
}

function failure(command: Command, code: number, last: string): OllamaRejectedError {
  const words = last.split(/Error: /).at(-1)!.trim();
  return new OllamaRejectedError(`${title(command)} failed: ${words || `it ended with code ${code}`}.`);
}

function title(command: Command): string {
  return `ollama ${command.verb} ${command.name}`;
}
