/** Section E: thinking and tools, checks 44–51. */
import assert from "node:assert/strict";
import { type Check, json } from "./check.ts";
import type { Line, Server } from "./server.ts";

const weather = {
  type: "function",
  function: {
    name: "get_weather",
    description: "The weather in a city",
    parameters: { type: "object", properties: { city: { type: "string" } } },
  },
};

export const thinking: readonly Check[] = [
  {
    number: 44,
    says: "a thinking model thinks in its own field first, without tags",
    models: ["tiny-think"],
    async run(server) {
      const { lines, text } = await server.chat("tiny-think");
      const first = lines.findIndex(({ message }) => message.content !== "");
      assert.ok(first > 0);
      assert.ok(lines.slice(0, first).every(({ message }) => message.thinking !== undefined));
      assert.ok(lines.slice(first).every(({ message }) => message.thinking === undefined));
      assert.doesNotMatch(text, /think(\\u003e|>)/);
    },
  },
  {
    number: 45,
    says: "both fields come whole when not streamed",
    models: ["tiny-think"],
    async run(server) {
      const { message } = (await server.chat("tiny-think", { stream: false })).json as Line;
      assert.equal(message.thinking?.trim(), "First let me ponder");
      assert.equal(message.content.trim(), "The answer is four.");
    },
  },
  {
    number: 46,
    says: "think:false leaves the tags in the content",
    models: ["tiny-think"],
    async run(server) {
      const { message } = (await server.chat("tiny-think", { stream: false, think: false })).json as Line;
      assert.equal(message.thinking, undefined);
      assert.match(message.content, /<\/?think>/);
    },
  },
  {
    number: 47,
    says: "think takes levels and true, and refuses the rest",
    models: ["tiny-think"],
    async run(server) {
      for (const think of ["low", "medium", "high", "max", true]) {
        assert.equal((await server.chat("tiny-think", { think })).status, 200, String(think));
      }
      const words = await server.chat("tiny-think", { think: "bogus" });
      const levels = '"high", "medium", "low", "max"';
      assert.equal(words.status, 400);
      assert.deepEqual(words.json, {
        error: `invalid think value: "bogus" (must be ${levels}, true, or false)`,
      });
      const number = await server.chat("tiny-think", { think: 3 });
      assert.equal(number.status, 400);
      assert.deepEqual(number.json, {
        error: `think must be a boolean or string (${levels}, true, or false)`,
      });
    },
  },
  {
    number: 48,
    says: "think:true on a model without it is 400",
    models: ["tiny-chat"],
    async run(server) {
      for (const ask of ["chat", "generate"] as const) {
        const { status, json } = await server[ask]("tiny-chat", { think: true });
        assert.deepEqual([status, json], [400, { error: '"tiny-chat" does not support thinking' }]);
      }
    },
  },
  {
    number: 49,
    says: "a tool call has its own line, or stands in the one object",
    models: ["tiny-tool"],
    async run(server) {
      const { lines } = await server.chat("tiny-tool", { tools: [weather] });
      const called = lines.filter(({ message }) => message.tool_calls);
      assert.equal(called.length, 1);
      assert.deepEqual([called[0]!.done, called[0]!.message.content], [false, ""]);
      checkCall(called[0]!, /^call_[a-z0-9]{8}$/);
      assert.deepEqual([lines.at(-1)!.done, lines.at(-1)!.message.tool_calls], [true, undefined]);
      const whole = await server.chat("tiny-tool", { tools: [weather], stream: false });
      assert.equal(whole.type, json);
      checkCall(whole.json as Line, /^call_[a-z0-9]{8}$/);
      assert.equal((whole.json as Line).done, true);
    },
  },
  {
    number: 50,
    says: "with a GGUF template only, the call stands in the last line",
    models: ["jin-tool"],
    async run(server) {
      const { lines } = await server.chat("jin-tool", { tools: [weather] });
      const called = lines.filter(({ message }) => message.tool_calls);
      assert.deepEqual(called, [lines.at(-1)]);
      assert.equal(called[0]!.done, true);
      checkCall(called[0]!, /^[A-Za-z0-9]{32}$/);
    },
  },
  {
    number: 51,
    says: "done_reason is stop after a tool call",
    models: ["tiny-tool", "jin-tool"],
    async run(server) {
      for (const model of ["tiny-tool", "jin-tool"]) assert.equal(await reason(server, model), "stop");
    },
  },
];

function checkCall({ message }: Line, id: RegExp): void {
  const [call] = message.tool_calls ?? [];
  assert.match(call!.id, id);
  assert.deepEqual(call!.function, { index: 0, name: "get_weather", arguments: { city: "Paris" } });
}

async function reason(server: Server, model: string): Promise<string | undefined> {
  return (await server.chat(model, { tools: [weather] })).lines.at(-1)!.done_reason;
}
