/**
 * A program in the place of `ollama`: writes down how it was called, then behaves as it was told to.
 *
 * A shell script, so that it starts fast; it talks to its server through bash's /dev/tcp.
 */
import { join } from "node:path";

export interface CliCall {
  argv: string[];
  env: Record<string, string>;
  stdin: string;
}

export type CliBehaviour =
  /** As Ollama's: a spinner, then the model is loaded or unloaded. */
  | "works"
  | "fails"
  | "hangs"
  /** Leaves a child that holds its pipes, and ends. */
  | "forks"
  | "floods";

export interface FakeCli extends AsyncDisposable {
  path: string;
  folder: string;
  behave: (behaviour: CliBehaviour) => Promise<void>;
  calls: () => Promise<CliCall[]>;
  /** Resolves when none of what it started runs any more; rejects when that takes longer than 20 seconds. */
  gone: () => Promise<void>;
}

export async function makeFakeCli(behaviour: CliBehaviour = "works"): Promise<FakeCli> {
  const folder = await Deno.makeTempDir({ prefix: "fake-ollama-" });
  const path = join(folder, "ollama");
  await Deno.writeTextFile(path, script.replaceAll("@FOLDER@", folder), { mode: 0o755 });
  const behave = (behaviour: CliBehaviour) => Deno.writeTextFile(join(folder, "behaviour"), behaviour);
  await behave(behaviour);
  return {
    path,
    folder,
    behave,
    calls: () => readCalls(folder),
    gone: async () => {
      const pids = (await readOr(join(folder, "left"))).split("\n").filter(Boolean);
      if (pids.length === 0) throw new Error("It started nothing.");
      for (const pid of pids) await untilGone(pid);
    },
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

const script = `#!/bin/bash
call=$(mktemp -d @FOLDER@/call-XXXXXX)
printf '%s\\0' "$@" > $call/argv
cat /proc/$$/environ > $call/env
cat > $call/stdin
verb=$1 name=$2
printf '\\033[?25l\\033[2K\\033[1G\\xe2\\xa0\\x8b ' >&2
case $(cat @FOLDER@/behaviour) in
  fails) printf '\\r\\033[KError: model requires more system memory\\n' >&2; exit 1;;
  hangs) sleep 600 & echo $! >> @FOLDER@/left; echo started; wait;;
  forks) sleep 600 & echo $! >> @FOLDER@/left;;
  floods) yes 'a line that comes again and again, and again'; exit 0;;
esac
server=\${OLLAMA_HOST#http://}
body="{\\"model\\":\\"$name\\"}"
[ "$verb" = stop ] && body="{\\"model\\":\\"$name\\",\\"keep_alive\\":0}"
exec 3<>/dev/tcp/\${server%:*}/\${server##*:}
printf 'POST /api/generate HTTP/1.1\\r\\nHost: %s\\r\\nConnection: close\\r\\nContent-Length: %s\\r\\n\\r\\n%s' \\
  "$server" "\${#body}" "$body" >&3
cat <&3 > $call/answer
printf '\\xe2\\xa0\\x99\\r\\033[K\\033[?25h' >&2
echo "$verb of $name ended"
`;

async function readCalls(folder: string): Promise<CliCall[]> {
  const calls: CliCall[] = [];
  for await (const entry of Deno.readDir(folder)) {
    if (!entry.name.startsWith("call-")) continue;
    const call = join(folder, entry.name);
    calls.push({
      argv: (await readOr(join(call, "argv"))).split("\0").slice(0, -1),
      env: Object.fromEntries(
        (await readOr(join(call, "env"))).split("\0").filter(Boolean).map((line) => {
          const at = line.indexOf("=");
          return [line.slice(0, at), line.slice(at + 1)];
        }),
      ),
      stdin: await readOr(join(call, "stdin")),
    });
  }
  return calls;
}

/** A killed process of someone else's tells nobody: it has to be looked at. */
async function untilGone(pid: string): Promise<void> {
  const until = Date.now() + 20_000;
  while (/^State:\s+[^Z\s]/m.test(await readOr(`/proc/${pid}/status`))) {
    if (Date.now() > until) throw new Error(`${pid} still runs.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function readOr(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}
