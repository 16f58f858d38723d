import assert from "node:assert/strict";
import { clearImmediate, setImmediate } from "node:timers";
import { Live, ReplyEnded } from "@/lib/chat/live.ts";
import type { ChatEvent, NumberedEvent } from "@/lib/shared/chat.ts";

const token = (text: string): ChatEvent => ({ event: "token", data: { text } });

/** A reply whose tokens come when the test says so. */
function puppet() {
  const queue: (ChatEvent | "end")[] = [];
  let wake = () => {};
  const say = (...items: (ChatEvent | "end")[]) => {
    queue.push(...items);
    wake();
  };
  let ended: string | undefined;
  async function* source(signal: AbortSignal): AsyncGenerator<ChatEvent> {
    signal.addEventListener("abort", () => wake());
    while (true) {
      while (queue.length > 0) {
        const item = queue.shift()!;
        if (item === "end") return;
        yield item;
      }
      if (signal.aborted) {
        ended = (signal.reason as ReplyEnded).why;
        yield token(`[${ended}]`);
        return;
      }
      await new Promise<void>((resolve) => wake = resolve);
    }
  }
  return { source, say, ended: () => ended };
}

async function readAll(events: AsyncIterable<NumberedEvent[]>): Promise<string> {
  let text = "";
  for await (const batch of events) {
    for (const event of batch) if (event.event === "token") text += event.data.text;
  }
  return text;
}

const background = { replyId: "r", sessionId: "s", isBackground: true };

Deno.test("Live.watch() gives any number of readers everything, also late ones, and ends with the reply", async () => {
  const live = new Live({ bufferSize: 100, graceMs: 0 });
  const { source, say } = puppet();
  live.start(background, source);
  const early = readAll(live.watch("r")!);
  say(token("one "), token("two "));
  const late = readAll(live.watch("r")!);
  say(token("three"), "end");
  assert.deepEqual(await Promise.all([early, late]), ["one two three", "one two three"]);
  assert.equal(await readAll(live.watch("r", 2)!), "three");
  assert.equal(live.isFinishedAt("r", 3), true);
  await live.shutdown();
});

Deno.test("Live stops a foreground reply when its last reader leaves, not a background one", async () => {
  const live = new Live({ bufferSize: 100, graceMs: 0 });
  const watched = puppet();
  const alone = puppet();
  live.start({ replyId: "f", sessionId: "s", isBackground: false }, watched.source);
  live.start({ replyId: "b", sessionId: "t", isBackground: true }, alone.source);
  const [first, second, third] = [live.watch("f")!, live.watch("f")!, live.watch("b")!];
  await first.return!();
  assert.equal(watched.ended(), undefined);
  await third.return!();
  await second.return!();
  await live.stop("f");
  assert.equal(watched.ended(), "stopped");
  assert.equal(alone.ended(), undefined);
  await live.shutdown();
  assert.equal(alone.ended(), "shutdown");
});

Deno.test("Live lets a foreground reply go on when a reader comes back within the grace", async () => {
  const live = new Live({ bufferSize: 100, graceMs: 60_000 });
  const { source, say, ended } = puppet();
  live.start({ replyId: "f", sessionId: "s", isBackground: false }, source);
  await live.watch("f")!.return!();
  const again = readAll(live.watch("f")!);
  say(token("still here"), "end");
  assert.equal(await again, "still here");
  assert.equal(ended(), undefined);
  await live.shutdown();
});

Deno.test("Live.stop() is idempotent and resolves only when the reply has its last event", async () => {
  const live = new Live({ bufferSize: 100, graceMs: 0 });
  const { source } = puppet();
  live.start(background, source);
  await Promise.all([live.stop("r"), live.stop("r"), live.stop("r")]);
  assert.equal(await readAll(live.watch("r")!), "[stopped]");
  assert.equal(live.runningIn("s"), undefined);
  await live.stop("r");
  await live.shutdown();
});

Deno.test("Live gives an error as last event when even the end of a reply cannot be stored", async () => {
  const live = new Live({ bufferSize: 100, graceMs: 0 });
  live.start(background, async function* () {
    yield token("a");
    throw new Error("disk on fire");
  });
  const events = (await Array.fromAsync(live.watch("r")!)).flat();
  assert.deepEqual(events.map(({ event }) => event), ["token", "error"]);
  await live.shutdown();
});

Deno.test("Live.shutdown() ends every reply, and one that begins afterwards at once", async () => {
  const live = new Live({ bufferSize: 100, graceMs: 0 });
  const [first, second] = [puppet(), puppet()];
  live.start(background, first.source);
  await live.shutdown();
  live.start({ ...background, replyId: "later" }, second.source);
  await live.stop("later");
  assert.deepEqual([first.ended(), second.ended()], ["shutdown", "shutdown"]);
});

Deno.test("standInLine() lets one caller pass each round of the event loop", async () => {
  const live = new Live({ bufferSize: 10, graceMs: 0 });
  let rounds = 0;
  let next = setImmediate(function count() {
    rounds += 1;
    next = setImmediate(count);
  });
  const passed = await Promise.all([1, 2, 3].map(() => live.standInLine().then(() => rounds)));
  clearImmediate(next);
  assert.equal(new Set(passed).size, 3);
  assert.deepEqual(passed, passed.toSorted((a, b) => a - b));
});
