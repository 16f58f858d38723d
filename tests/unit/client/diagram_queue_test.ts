import assert from "node:assert/strict";
import { DiagramQueue } from "@/lib/client/diagram_queue.ts";

const LIMITS = { drawingMs: 200, loadingMs: 20_000, restMs: 0 };

Deno.test("DiagramQueue gives each its own answer, in order, from one worker", async () => {
  const { queue, started } = queueOf(`
    onmessage = ({ data }) => postMessage({ problem: { reason: "line", line: Number(data) } });
    postMessage("ready");
  `);
  const answers = await Promise.all(["1", "2", "3"].map((source) => queue.draw(source)));
  assert.deepEqual(answers, [1, 2, 3].map((line) => ({ problem: { reason: "line", line } })));
  assert.equal(started(), 1);
  queue.end();
});

Deno.test("DiagramQueue ends a worker that takes too long, and draws the next with another", async () => {
  const { queue, started } = queueOf(`
    onmessage = ({ data }) => {
      while (data === "endless");
      postMessage({ problem: { reason: "kind" } });
    };
    postMessage("ready");
  `);
  const [endless, next] = await Promise.all([queue.draw("endless"), queue.draw("next")]);
  assert.deepEqual(endless, { problem: { reason: "slow" } });
  assert.deepEqual(next, { problem: { reason: "kind" } });
  assert.equal(started(), 2);
  queue.end();
});

Deno.test("DiagramQueue answers too when its worker cannot be loaded or started", async () => {
  const broken = queueOf(`throw new Error("gone");`);
  assert.deepEqual(await broken.queue.draw("x"), { problem: { reason: "unknown" } });
  const absent = new DiagramQueue(() => Promise.reject(new TypeError("Failed to fetch")), LIMITS);
  assert.deepEqual(await absent.draw("x"), { problem: { reason: "unknown" } });
  for (const queue of [broken.queue, absent]) queue.end();
});

function queueOf(code: string): { queue: DiagramQueue; started: () => number } {
  let count = 0;
  const address = `data:text/javascript,${encodeURIComponent(code)}`;
  const queue = new DiagramQueue(() => {
    count++;
    return Promise.resolve(address);
  }, LIMITS);
  return { queue, started: () => count };
}
