import assert from "node:assert/strict";
import { OllamaRejectedError, OllamaTimeoutError } from "@/lib/errors.ts";
import { findProgram } from "@/lib/ollama/find_program.ts";
import { runOllama } from "@/lib/ollama/process.ts";
import { TerminalText } from "@/lib/ollama/terminal_text.ts";
import { type CliBehaviour, makeFakeCli } from "../../fakes/ollama_cli.ts";

const run = { verb: "run", name: "a:latest" } as const;
const baseUrl = "http://127.0.0.1:9";

Deno.test("runOllama() ends a program that takes too long, and what it started", async () => {
  await using cli = await makeFakeCli("hangs");
  const lines = runOllama(run, { program: cli.path, baseUrl, timeoutMs: 3000 }); // it must have begun by then
  await assert.rejects(Array.fromAsync(lines), OllamaTimeoutError);
  await cli.gone();
});

Deno.test("runOllama() does not wait for a child that holds the pipes", async () => {
  await using cli = await makeFakeCli("forks");
  const started = performance.now();
  const lines = await Array.fromAsync(runOllama(run, { program: cli.path, baseUrl, timeoutMs: 30_000 }));
  assert.ok(performance.now() - started < 10_000);
  assert.ok(lines.includes("run of a:latest ended"), lines.join("\n")); // stdout and stderr have no order between them
  await cli.gone();
});

Deno.test("runOllama() ends a program that writes without end, and keeps little of it", async () => {
  await using cli = await makeFakeCli("floods");
  const lines: string[] = [];
  await assert.rejects(async () => {
    for await (const line of runOllama(run, { program: cli.path, baseUrl, timeoutMs: 60_000 })) {
      lines.push(line);
    }
  }, OllamaRejectedError);
  assert.ok(lines.join("").length <= 64 * 1024, `${lines.join("").length}`);
});

Deno.test("runOllama() that is left ends the program", async () => {
  await using cli = await makeFakeCli("hangs");
  for await (const line of runOllama(run, { program: cli.path, baseUrl, timeoutMs: 60_000 })) {
    if (line === "started") break;
  }
  await cli.gone();
});

for (const behaviour of ["hangs", "works"] satisfies CliBehaviour[]) {
  Deno.test(`runOllama() that was aborted before starts nothing (${behaviour})`, async () => {
    await using cli = await makeFakeCli(behaviour);
    const signal = AbortSignal.abort(new Error("no"));
    const lines = runOllama(run, { program: cli.path, baseUrl, timeoutMs: 60_000, signal });
    await assert.rejects(Array.fromAsync(lines), { message: "no" });
    assert.deepEqual(await cli.calls(), []);
  });
}

Deno.test("findProgram() looks through PATH, takes a path as it is, and only what can be run", async () => {
  await using cli = await makeFakeCli();
  assert.equal(await findProgram("ollama", `/nowhere:${cli.folder}`), cli.path);
  assert.equal(await findProgram(cli.path, ""), cli.path);
  assert.equal(await findProgram("ollama", "/nowhere"), undefined);
  assert.equal(await findProgram(`${cli.folder}/nosuch`), undefined);
  await Deno.chmod(cli.path, 0o644);
  assert.equal(await findProgram(cli.path), undefined);
  assert.equal(await findProgram(cli.folder), undefined);
});

Deno.test("TerminalText gives plain lines, whatever the cuts", () => {
  const bytes = new TextEncoder().encode(
    "\x1b[?25l\x1b[2K\x1b[1Gpulling manifest ⠋ \x1b[K\rpulling manifest ⠙ \x1b]0;title\x07\n" +
      "\x1b[31mError: \x1b[0mno such thing ä\u0085\x08\n\n  \r\r\nlast",
  );
  for (let cut = 0; cut <= bytes.length; cut++) {
    const text = new TerminalText(10_000);
    const lines = [...text.add(bytes.subarray(0, cut)), ...text.add(bytes.subarray(cut)), ...text.end()];
    assert.deepEqual(lines, ["pulling manifest", "Error: no such thing ä", "last"], `cut at ${cut}`);
  }
});

Deno.test("TerminalText does not keep a line that never ends", () => {
  const text = new TerminalText(5_000);
  const bytes = new Uint8Array(100_000).fill(65);
  for (let index = 0; index < 100; index++) assert.deepEqual(text.add(bytes), []);
  assert.equal(text.end()[0]!.length, 2_000);
});
