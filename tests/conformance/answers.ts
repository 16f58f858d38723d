/** Section D: chat and generate, checks 25–43. */
import assert from "node:assert/strict";
import { refusedRequests } from "./answers_refused.ts";
import { type Check, json, lines as ndjson } from "./check.ts";
import type { Line, Server } from "./server.ts";

const answerText = " Hello there, I am a tiny test model.";
const metricNames = [
  "total_duration",
  "load_duration",
  "prompt_eval_count",
  "prompt_eval_duration",
  "eval_count",
  "eval_duration",
];

const givenAnswers: readonly Check[] = [
  {
    number: 25,
    says: "a streamed chat is ndjson, done only at the end, joined content the answer",
    models: ["tiny-chat"],
    async run(server) {
      const { status, type, headers, lines } = await server.chat("tiny-chat");
      assert.deepEqual([status, type, headers.get("content-length")], [200, ndjson, null]);
      assert.equal(joined(lines), answerText);
      for (const line of lines.slice(0, -1)) {
        assert.deepEqual([line.model, line.message.role, line.done], ["tiny-chat", "assistant", false]);
        assert.match(line.created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6,9}Z$/);
        for (const name of ["done_reason", ...metricNames]) assert.ok(!(name in line), name);
      }
    },
  },
  {
    number: 26,
    says: "the last line has done_reason and metrics, the end token counted",
    models: ["tiny-chat"],
    async run(server) {
      const last = (await server.chat("tiny-chat")).lines.at(-1)!;
      assert.deepEqual([last.message.content, last.done, last.done_reason], ["", true, "stop"]);
      for (const name of metricNames) assert.ok(Number.isInteger(last[name]), name);
      const sum = ["load_duration", "prompt_eval_duration", "eval_duration"]
        .reduce((total, name) => total + Number(last[name]), 0);
      assert.ok(Number(last.total_duration) >= sum * 0.98);
      assert.equal(last.eval_count, 11);
    },
  },
  {
    number: 27,
    says: "stream:false is one object, null streams, a string is 400",
    models: ["tiny-chat"],
    async run(server) {
      const whole = await server.chat("tiny-chat", { stream: false });
      assert.deepEqual([whole.status, whole.type], [200, json]);
      const line = whole.json as Line;
      assert.deepEqual([line.message.content, line.done, line.eval_count], [answerText, true, 11]);
      assert.equal((await server.chat("tiny-chat", { stream: null })).type, ndjson);
      assert.equal((await server.chat("tiny-chat", { stream: "false" })).status, 400);
    },
  },
  {
    number: 28,
    says: "generate streams `response` and ends with `context`, raw without",
    models: ["tiny-chat"],
    async run(server) {
      const { lines } = await server.generate("tiny-chat");
      assert.equal(lines.map(({ response }) => response).join(""), answerText);
      assert.ok(lines.at(-1)!.context!.every(Number.isInteger));
      const raw = await server.generate("tiny-chat", { raw: true });
      assert.equal(raw.lines.at(-1)!.done, true);
      assert.ok(!("context" in raw.lines.at(-1)!));
    },
  },
  {
    number: 30,
    says: "num_predict cuts the answer, 0 does not",
    models: ["tiny-chat"],
    async run(server) {
      const { lines } = await server.chat("tiny-chat", { options: { num_predict: 3 } });
      assert.equal(lines.filter(({ message }) => message.content !== "").length, 3);
      assert.deepEqual([lines.at(-1)!.done_reason, lines.at(-1)!.eval_count], ["length", 3]);
      const all = await server.chat("tiny-chat", { options: { num_predict: 0 } });
      assert.deepEqual([joined(all.lines), all.lines.at(-1)!.done_reason], [answerText, "stop"]);
    },
  },
  {
    number: 31,
    says: "a stop text ends the answer before itself",
    models: ["tiny-chat"],
    async run(server) {
      const { lines } = await server.chat("tiny-chat", { options: { stop: ["tiny"] } });
      assert.equal(joined(lines).trimEnd(), " Hello there, I am a");
      assert.equal(lines.at(-1)!.done_reason, "stop");
    },
  },
  {
    number: 32,
    says: "the same seed gives the same text",
    models: ["tiny-chat"],
    async run(server) {
      const ask = async () =>
        joined((await server.chat("tiny-chat", { options: { seed: 7, temperature: 1.5 } })).lines);
      assert.equal(await ask(), await ask());
    },
  },
  {
    number: 35,
    says: "logprobs stand on each text line, or all in one array",
    models: ["tiny-chat"],
    async run(server) {
      const { status, json } = await server.chat("tiny-chat", { top_logprobs: 21 });
      assert.deepEqual([status, json], [400, { error: "top_logprobs must be between 0 and 20" }]);
      const { lines } = await server.chat("tiny-chat", { logprobs: true });
      for (const line of lines.slice(0, -1)) {
        const [first] = line.logprobs!;
        assert.deepEqual([typeof first!.token, typeof first!.logprob], ["string", "number"]);
        assert.deepEqual(first!.bytes, [...new TextEncoder().encode(first!.token)]);
      }
      assert.equal(lines.at(-1)!.logprobs, undefined);
      const whole = await server.chat("tiny-chat", { logprobs: true, stream: false });
      assert.ok((whole.json as Line).logprobs!.length >= 10);
    },
  },
  {
    number: 40,
    says: "_debug_render_only shows the prompt, SYSTEM first, roles in lower case",
    models: ["tiny-chat"],
    async run(server) {
      const messages = [{ role: "USER", content: "hi" }];
      const answer = await server.chat("tiny-chat", { messages, _debug_render_only: true });
      assert.deepEqual([answer.status, answer.type, (answer.json as Line).done], [200, json, false]);
      const prompt = rendered(answer.json);
      assert.match(prompt, /system.*user.*hi/s);
      assert.doesNotMatch(prompt, /USER/);
      const own = [{ role: "system", content: "Be brief." }, ...messages];
      const withOwn = await server.chat("tiny-chat", { messages: own, _debug_render_only: true });
      assert.equal(rendered(withOwn.json).match(/system/g)!.length, 1);
    },
  },
  {
    number: 41,
    says: "a prompt over num_ctx is cut, or 400 with truncate:false",
    models: ["tiny-chat"],
    run: refusesLongPrompt,
  },
  {
    number: 41,
    says: "a prompt over num_ctx with truncate:false, as 0.24 says it",
    guide: { version: "0.24.0" },
    run: refusesLongPrompt,
  },
  {
    number: 42,
    says: "a model that repeats itself is cut after 31 lines without a last one",
    models: ["tiny-stuck"],
    async run(server) {
      const { lines } = await server.chat("tiny-stuck");
      assert.deepEqual([lines.length, lines.some(({ done }) => done)], [31, false]);
      const whole = await server.chat("tiny-stuck", { stream: false });
      assert.deepEqual([whole.status, (whole.json as Line).done], [200, false]);
      for (const name of metricNames) assert.ok(!(name in (whole.json as Line)), name);
    },
  },
  {
    number: 43,
    says: "two chats at once are both answered in full",
    models: ["tiny-chat"],
    async run(server) {
      const both = await Promise.all([server.chat("tiny-chat"), server.chat("tiny-chat")]);
      for (const { lines } of both) assert.deepEqual([joined(lines), lines.at(-1)!.done], [answerText, true]);
    },
  },
];

export const answers: readonly Check[] = [...givenAnswers, ...refusedRequests];

async function refusesLongPrompt(server: Server): Promise<void> {
  const content = "word ".repeat(1200);
  const long = { messages: [{ role: "user", content }], options: { num_ctx: 64 } };
  const { status, json } = await server.chat("tiny-chat", { ...long, truncate: false });
  assert.equal(status, 400);
  const { error } = json as { error: string };
  if (server.isNew) assert.equal(JSON.parse(error).error.type, "exceed_context_size_error");
  else assert.equal(error, "the input length exceeds the context length");
  assert.equal((await server.chat("tiny-chat", long)).status, 200);
}

function rendered(body: unknown): string {
  return (body as { _debug_info: { rendered_template: string } })._debug_info.rendered_template;
}

function joined(lines: readonly Line[]): string {
  return lines.map(({ message }) => message.content).join("");
}
