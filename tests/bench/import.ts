/** What a large import costs everyone else: the server's memory, and how long others wait for an answer. */
import { startServer, type TestServer } from "@/tests/helpers/server.ts";
import { atMost, type Bench, type BenchSize, type Figure } from "./bench.ts";
import { type ImportFile, importFiles } from "./import_files.ts";
import { forgetPeak, peakResidentMB, residentMB } from "./process_use.ts";

export const imports: Bench = {
  name: "import",
  about: "Files of 100 MiB and more in all formats: the server's memory above idle, and the wait of others.",
  run: measure,
};

async function* measure(size: BenchSize): AsyncGenerator<Figure> {
  const folder = await Deno.makeTempDir({ prefix: "chat-webui-bench-" });
  try {
    for (const file of importFiles) yield* measureImport(file, `${folder}/file`, size === "smoke" ? 100 : 1);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** On a server of its own: what one import leaves behind would be idle memory to the next. */
async function* measureImport(file: ImportFile, path: string, part: number): AsyncGenerator<Figure> {
  await writeFile(path, file.write(Math.ceil(file.count / part)));
  await using server = await startServer({ env: { OLLAMA_BIN: "", LOG_LEVEL: "error" } });
  const idleWait = await longestWait(server, () => new Promise((resolve) => setTimeout(resolve, 2000)));
  const idle = residentMB(server.pid);
  forgetPeak(server.pid);
  const began = performance.now();
  const wait = await longestWait(server, () => send(server, path, file.isRefused && part === 1));
  const took = performance.now() - began;
  yield {
    name: `${file.name}: memory`,
    value: peakResidentMB(server.pid) - idle,
    unit: "MB",
    baseline: { name: "idle", value: idle },
    budget: atMost(128),
  };
  yield {
    name: `${file.name}: longest wait of others`,
    value: wait,
    unit: "ms",
    baseline: { name: "with nothing else to do", value: idleWait },
    budget: atMost(50),
  };
  yield { name: `${file.name}: time`, value: took, unit: "ms" };
}

async function writeFile(path: string, pieces: Iterable<string>): Promise<void> {
  using file = await Deno.open(path, { write: true, create: true, truncate: true });
  const encoder = new TextEncoder();
  for (const piece of pieces) {
    for (let rest = encoder.encode(piece); rest.length > 0;) rest = rest.subarray(file.writeSync(rest));
  }
}

async function send({ url }: TestServer, path: string, isRefused = false): Promise<void> {
  const program = new URL("programs/send_file.ts", import.meta.url).pathname;
  const { success, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", program, `${url}/api/import`, path],
    stderr: "inherit",
  }).output();
  if (!success) throw new Error("The file could not be sent.");
  const { imported = 0, failed = [], error } = JSON.parse(new TextDecoder().decode(stdout));
  const isTaken = imported > 0 && failed.length === 0;
  if (isTaken === isRefused) throw new Error(`Import: ${JSON.stringify({ imported, failed, error })}`);
}

/** Asks for something small again and again while the work goes on. */
async function longestWait({ url }: TestServer, work: () => Promise<unknown>): Promise<number> {
  let isDone = false;
  const working = work().finally(() => isDone = true);
  let longest = 0;
  while (!isDone) {
    const began = performance.now();
    await (await fetch(`${url}/api/health`)).body?.cancel();
    longest = Math.max(longest, performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await working;
  return longest;
}
