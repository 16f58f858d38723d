/** Section F: load, unload and what is in memory, checks 52–62. */
import assert from "node:assert/strict";
import { runnerCrash, stallAfter } from "@/lib/guide/faults.ts";
import { type Check, json } from "./check.ts";
import type { Line, Server } from "./server.ts";

export const memory: readonly Check[] = [
  {
    number: 52,
    says: "without a question the model is only loaded, one JSON object even when streamed",
    models: ["tiny-chat"],
    async run(server) {
      for (const path of ["/api/chat", "/api/generate"]) {
        await server.unload("tiny-chat");
        const { status, type, json: body } = await server.post(path, { model: "tiny-chat", stream: true });
        assert.deepEqual([status, type], [200, json]);
        assert.deepEqual([(body as Line).done, (body as Line).done_reason], [true, "load"]);
        assert.ok(!("total_duration" in (body as Line)));
        assert.ok(await server.loaded("tiny-chat"));
      }
    },
  },
  {
    number: 53,
    says: "keep_alive 0 unloads, loaded or not",
    models: ["tiny-chat"],
    async run(server) {
      for (const keep_alive of [0, "0s"]) {
        await server.load("tiny-chat");
        for (let time = 0; time < 2; time++) {
          const { status, type, json: body } = await server.load("tiny-chat", { keep_alive });
          assert.deepEqual([status, type, (body as Line).done_reason], [200, json, "unload"]);
        }
        await server.until(async () => await server.loaded("tiny-chat") === undefined);
      }
      assert.equal((await server.load("nosuch", { keep_alive: 0 })).status, 404);
    },
  },
  {
    number: 54,
    says: "an entry of ps is whole, and its time is renewed",
    models: ["tiny-chat"],
    async run(server) {
      await server.load("tiny-chat", { keep_alive: "10m" });
      const first = (await server.loaded("tiny-chat"))!;
      assert.deepEqual([first.name, first.model], ["tiny-chat:latest", "tiny-chat:latest"]);
      assert.match(first.digest, /^[0-9a-f]{64}$/);
      for (const name of ["size", "size_vram", "context_length"] as const) {
        assert.equal(typeof first[name], "number");
      }
      assert.equal(typeof first.details.family, "string");
      assert.ok(Math.abs(secondsLeft(first) - 600) < 5);
      await new Promise((resolve) => setTimeout(resolve, 20));
      await server.load("tiny-chat");
      assert.ok(secondsLeft((await server.loaded("tiny-chat"))!) > secondsLeft(first));
    },
  },
  {
    number: 55,
    says: "keep_alive takes durations and seconds, keeps the last, and refuses the rest",
    models: ["tiny-chat"],
    async run(server) {
      const times: [unknown, number][] = [["10m", 600], [30, 30], ["1h30m", 5400], [undefined, 5400], [
        null,
        5400,
      ]];
      for (const [keep_alive, seconds] of times) {
        await server.load("tiny-chat", { keep_alive });
        assert.ok(
          Math.abs(secondsLeft((await server.loaded("tiny-chat"))!) - seconds) < 5,
          String(keep_alive),
        );
      }
      for (const keep_alive of [-1, "-1s"]) {
        await server.load("tiny-chat", { keep_alive });
        assert.ok(new Date((await server.loaded("tiny-chat"))!.expires_at).getFullYear() > 2300);
      }
      await server.load("tiny-chat", { keep_alive: 0.5 });
      await server.until(async () => await server.loaded("tiny-chat") === undefined);
      const wrong = {
        '"30"': 'time: missing unit in duration "30"',
        '"abc"': 'time: invalid duration "abc"',
        '""': 'time: invalid duration ""',
        true: "Unsupported type: 'bool'",
      };
      for (const [value, error] of Object.entries(wrong)) {
        const { status, json } = await server.load("tiny-chat", { keep_alive: JSON.parse(value) });
        assert.deepEqual([status, json], [400, { error }]);
      }
    },
  },
  {
    number: 56,
    says: "an unload lets a running stream end first",
    guide: {},
    async run(server) {
      const gate = Promise.withResolvers<void>();
      server.guide.script(stallAfter(5, gate.promise), { path: "/api/chat" });
      const stream = await server.stream("/api/chat", question({ num_predict: 60 }));
      await stream.next();
      const { json } = await server.load("tiny-endless", { keep_alive: 0 });
      assert.equal((json as Line).done_reason, "unload");
      assert.ok(secondsLeft((await server.loaded("tiny-endless"))!) <= 0);
      gate.resolve();
      assert.equal((await stream.rest()).at(-1)!.done, true);
      await server.until(async () => await server.loaded("tiny-endless") === undefined);
    },
  },
  {
    number: 57,
    says: "a client that leaves stops the answer, and the model stays",
    models: ["tiny-endless"],
    async run(server) {
      const stream = await server.stream("/api/chat", question());
      await stream.next();
      await stream.leave();
      assert.ok(await server.loaded("tiny-endless"));
      const { status } = await server.chat("tiny-endless", { options: { num_predict: 1 } });
      assert.equal(status, 200);
    },
  },
  {
    number: 58,
    says: "a client that leaves during a load drops the load",
    guide: { loadMs: 60_000 },
    async run(server) {
      const leaving = new AbortController();
      const body = JSON.stringify(question());
      const asked = fetch(`${server.url}/api/chat`, { method: "POST", body, signal: leaving.signal });
      const { ended } = await server.guide.nextRequest("/api/chat");
      leaving.abort();
      await assert.rejects(asked);
      assert.equal(await ended, "gone");
      assert.deepEqual(await server.ps(), []);
    },
  },
  {
    number: 59,
    says: "num_ctx is capped by the model and shown by ps",
    models: ["tiny-chat"],
    async run(server) {
      await server.load("tiny-chat", { options: { num_ctx: 1_000_000 } });
      assert.equal((await server.loaded("tiny-chat"))!.context_length, 2048);
      await server.load("tiny-chat", { options: { num_ctx: 64 } });
      assert.equal((await server.loaded("tiny-chat"))!.context_length, 64);
    },
  },
  {
    number: 60,
    says: "too many that wait to be loaded are 503",
    guide: { maxQueue: 1, maxLoaded: 1, speed: 100 },
    async run(server) {
      const stream = await server.stream("/api/chat", question());
      await stream.next();
      const waiting = Promise.all(["tiny-chat", "tiny-think"].map((model) => server.load(model)));
      for (const name of ["tiny-chat", "tiny-think"]) {
        await server.guide.nextRequest(({ text }) => text.includes(name));
      }
      const { status, type, json: body } = await server.load("tiny-tool");
      assert.deepEqual([status, type], [503, json]);
      assert.deepEqual(body, { error: "server busy, please try again.  maximum pending requests exceeded" });
      await stream.leave();
      assert.deepEqual((await waiting).map(({ status }) => status), [200, 200]);
    },
  },
  {
    number: 61,
    says: "a runner that dies leaves an error line and no done",
    guide: {},
    async run(server) {
      server.guide.script(runnerCrash(2), { path: "/api/chat" });
      const { status, lines } = await server.chat("tiny-chat");
      assert.equal(status, 200);
      const error = "an error was encountered while running the model: unexpected EOF";
      assert.deepEqual(lines.at(-1), { error });
      assert.ok(lines.every(({ done }) => done !== true));
      assert.equal((await server.chat("tiny-chat")).lines.at(-1)!.done, true);
    },
  },
  {
    number: 62,
    says: "ps lists the latest expiry first",
    models: ["tiny-chat", "tiny-think"],
    async run(server) {
      await server.load("tiny-chat", { keep_alive: "10m" });
      await server.load("tiny-think", { keep_alive: "20m" });
      assert.deepEqual(await firstTwo(server), ["tiny-think:latest", "tiny-chat:latest"]);
      await server.load("tiny-chat", { keep_alive: "30m" });
      assert.deepEqual(await firstTwo(server), ["tiny-chat:latest", "tiny-think:latest"]);
    },
  },
];

async function firstTwo(server: Server): Promise<string[]> {
  return (await server.ps()).slice(0, 2).map(({ name }) => name);
}

function question(options: Record<string, unknown> = {}): unknown {
  return { model: "tiny-endless", messages: [{ role: "user", content: "hi" }], options };
}

function secondsLeft({ expires_at }: { expires_at: string }): number {
  return (Date.parse(expires_at) - Date.now()) / 1000;
}
