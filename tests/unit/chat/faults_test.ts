import assert from "node:assert/strict";
import { continueReply } from "@/lib/chat/again.ts";
import type { Fault } from "@/lib/guide/fault_script.ts";
import * as faults from "@/lib/guide/faults.ts";
import { type OllamaOptions, openOllama } from "@/lib/ollama/client.ts";
import { ask, hear } from "@/tests/helpers/chat.ts";
import { type TestDeps, testDeps } from "@/tests/helpers/deps.ts";

interface Expected {
  status: "complete" | "failed" | "interrupted";
  code?: string;
  /** What the message says. */
  words?: RegExp;
  /** Part of the text that must be kept. */
  text?: RegExp;
  /** What stands for the real minutes, where silence is the fault. */
  patience?: Omit<OllamaOptions, "address">;
}

const answer = "Hello there, I am whole.";
const json = (value: unknown) => JSON.stringify(value) + "\n";
const line = (content: unknown) => ({ model: "m", message: { role: "assistant", content }, done: false });
const last = { model: "m", message: { role: "assistant", content: "" }, done: true, done_reason: "stop" };
const dropped = { status: "interrupted", code: "ollama_unreachable" } as const;
const rejected = { status: "failed", code: "ollama_rejected" } as const;
const late = { status: "failed", code: "ollama_timeout" } as const;

/** Every fault of the server ends in exactly one terminal status, with the cause in words. */
const cases: [string, Fault, Expected][] = [
  ["closes without an answer", faults.refuse(), dropped],
  ["resets without an answer", faults.refuse("rst"), dropped],
  ["hangs before its headers", faults.hang(), {
    ...late,
    words: /did not begin to answer/,
    patience: { firstTokenMs: 300 },
  }],
  ["is silent after its headers", faults.headersThenSilence(), { ...late, patience: { firstTokenMs: 300 } }],
  ["falls silent in mid-stream", faults.silenceAfter(2), {
    ...late,
    words: /silent/,
    text: /^Hello/,
    patience: { idleMs: 300 },
  }],
  ["ends in mid-stream", faults.closeAfter(2), { ...dropped, text: /^Hello/ }],
  ["resets in mid-stream", faults.closeAfter(2, "rst"), { ...dropped, text: /^Hello/ }],
  ["ends inside a line", faults.closeMidLine(2), { ...dropped, text: /^Hello/ }],
  ["ends without done", faults.endWithoutDone(2), { ...dropped, words: /without saying/, text: /^Hello/ }],
  ["its runner crashes", faults.runnerCrash(2), { ...rejected, words: /unexpected EOF/, text: /^Hello/ }],
  ["sends an error line first", faults.errorLine("no memory"), { ...rejected, words: /no memory/ }],
  ["sends an error line later", faults.errorLine("no memory", 2), {
    ...rejected,
    words: /no memory/,
    text: /^Hello/,
  }],
  ["nests its error", faults.nestedError("too long", 400), {
    ...rejected,
    words: /^Ollama refused: too long/,
  }],
  ["answers 400", faults.status(400, "bad option"), { ...rejected, words: /bad option/ }],
  ["answers 401", faults.empty(401), { ...rejected, words: /key/ }],
  ["answers an empty 403", faults.empty(403), { ...rejected, words: /host name/ }],
  ["answers 404", faults.status(404, "model 'guide' not found"), {
    status: "failed",
    code: "model_not_found",
  }],
  ["answers 429", faults.status(429, "slow down"), { ...rejected, words: /slow down/ }],
  ["answers 500", faults.status(500, "llama runner process has terminated"), {
    ...rejected,
    words: /terminated/,
  }],
  ["answers HTML", faults.html(502), { ...rejected, words: /502/ }],
  ["answers 503", faults.status(503, "server busy"), { ...rejected, words: /server busy/ }],
  ["redirects", faults.redirect("http://127.0.0.1:1/elsewhere"), { ...rejected, words: /redirect/ }],
  ["compresses", faults.gzipped(json(line("x")) + json(last)), { ...rejected, words: /compressed/ }],
  ["sends a malformed line", faults.body(json(line("kept")) + "{nonsense}\n"), {
    ...rejected,
    text: /^kept$/,
  }],
  ["sends 9 MiB in a line", faults.longLine(9), { ...rejected, words: /8 MiB/ }],
  ["sends text of the wrong type", faults.lines([line("kept"), line(5)]), { ...rejected, text: /^kept$/ }],
  ["sends an array", faults.lines([[1, 2]]), rejected],
  ["sends no message", faults.lines([{ done: false }, line("a"), last]), { status: "complete", text: /^a$/ }],
  ["sends null content", faults.lines([line(null), line("a"), last]), { status: "complete", text: /^a$/ }],
  ["ends twice and goes on", faults.lines([line("a"), last, line("b"), last]), {
    status: "complete",
    text: /^a$/,
  }],
  ["sends CRLF and blank lines", faults.lines([line("a"), last], "\r\n\r\n"), {
    status: "complete",
    text: /^a$/,
  }],
  ["sends a wrong length", faults.wrongLength(json(line("kept")), 50), { ...dropped, text: /^kept$/ }],
  ["never ends its chunks", faults.chunkedWithoutEnd(json(line("kept"))), { ...dropped, text: /^kept$/ }],
];

for (const [name, fault, expected] of cases) {
  Deno.test(`a reply whose Ollama ${name} ends ${expected.status}, and the next one works`, async () => {
    await using test = await openTest(expected.patience);
    test.guide.script(fault, { path: "/api/chat" });
    const { events, message } = await ask(test.deps, "x");
    assert.equal(message.status, expected.status);
    assert.equal(message.error?.code, expected.code);
    assert.match(message.error?.message ?? "", expected.words ?? /^/);
    assert.match(message.content, expected.text ?? /^/);
    const ends = events.filter(({ event }) => event === "done" || event === "error");
    assert.deepEqual(ends.map(({ event }) => event), [expected.status === "complete" ? "done" : "error"]);
    assert.equal(events.at(-1), ends[0]);
    const next = await ask(test.deps, "again", { session_id: message.session_id });
    assert.equal(next.text, answer);
  });
}

Deno.test("text is byte-identical for every cut position of Ollama's bytes", async () => {
  await using test = await openTest();
  const text = 'naïve 😀 日本\u2028 \\ " <b>&</b> 👩‍👩‍👧';
  const bytes = new TextEncoder().encode(
    json(line(text.slice(0, 7))) + json(line(text.slice(7, 9))) + json(line(text.slice(9))) + json(last),
  );
  for (let cut = 1; cut < bytes.length; cut += 1) {
    test.guide.script(faults.cutAt(bytes, [cut], 0), { path: "/api/chat" });
    const { text: heard, message } = await ask(test.deps, "x", { parent_id: null });
    assert.equal(heard, text, `cut at ${cut}`);
    assert.equal(message.content, text);
  }
});

Deno.test("a restart of Ollama in mid-stream interrupts the reply, which can then be continued", async () => {
  await using test = await openTest();
  test.guide.script(faults.closeAfter(2, "rst"), { path: "/api/chat" });
  const { message } = await ask(test.deps, "x");
  assert.equal(message.status, "interrupted");
  const whole = await hear(test.deps, await continueReply(test.deps, message.id, { background: true }));
  assert.equal(whole.message.status, "complete");
  assert.ok(whole.message.content.startsWith(message.content));
});

/** @param patience of the first chat; what follows it has the real one's, for a busy machine is no fault */
async function openTest(patience?: Expected["patience"]): Promise<TestDeps> {
  const address = () => test.deps.settings.address();
  const ollama = openOllama({ address });
  const { chat } = ollama;
  ollama.chat = (...asked) => {
    ollama.chat = chat;
    return openOllama({ address, ...patience }).chat(...asked);
  };
  const test = await testDeps({ guide: { answer: () => answer }, deps: { ollama } });
  return test;
}
