import assert from "node:assert/strict";
import { ApiError, UnreachableError } from "@/lib/client/api.ts";
import {
  backoff,
  followReply,
  NothingLeftError,
  type ReplySource,
  type Transport,
  type TurnEvent,
  UnseenReplyError,
  type Wire,
} from "@/lib/client/follow_reply.ts";
import { SilentStreamError } from "@/lib/client/read_events.ts";
import type { NumberedEvent } from "@/lib/shared/chat.ts";
import type { Message } from "@/lib/shared/message.ts";

const reply: NumberedEvent[] = [
  {
    id: 1,
    event: "start",
    data: { session_id: "s", user_message_id: "u", message_id: "r", model: "m", created_at: "" },
  },
  { id: 2, event: "token", data: { text: "a" } },
  { id: 3, event: "token", data: { text: "b" } },
  { id: 4, event: "done", data: { message: { id: "r" } as Message } },
];
const named: ReplySource = { request: { path: "/api/chat", body: {} }, replyId: "r" };
const running: ReplySource = { request: null, replyId: "r" };

Deno.test("followReply() goes on after the last event it saw, wherever the connection was cut", async () => {
  for (let cut = 1; cut < reply.length; cut++) {
    const { wire, calls } = scripted([reply.slice(0, cut), reply.slice(cut)]);
    const events = await collect(followReply(wire, named));
    assert.deepEqual(events.filter(isReplyEvent), reply);
    assert.deepEqual(calls, ["stream ask", `stream resume r ${cut}`]);
  }
});

Deno.test("followReply() tells that the line was lost, and that it is back, once each", async () => {
  const lost = new TypeError("network");
  const { wire } = scripted([reply.slice(0, 2), lost, lost, lost, reply.slice(2)]);
  const states = (await collect(followReply(wire, named))).filter((event) => !isReplyEvent(event));
  assert.deepEqual(states.map((event) => event.data), [{ state: "lost" }, { state: "restored" }]);
});

Deno.test("followReply() goes on for ever once the server has the reply", async () => {
  const lost = Array.from({ length: 50 }, () => new UnreachableError());
  const { wire, pauses } = scripted([reply.slice(0, 1), ...lost, reply.slice(1)]);
  assert.deepEqual((await collect(followReply(wire, named))).filter(isReplyEvent), reply);
  assert.deepEqual(pauses.slice(0, 7), [250, 500, 1000, 2000, 4000, 5000, 5000]);
});

Deno.test("followReply() asks a few times for a named reply, then says that the server is out of reach", async () => {
  const { wire, calls } = scripted(Array.from({ length: 9 }, () => new UnreachableError()));
  await assert.rejects(collect(followReply(wire, named)), UnreachableError);
  assert.equal(calls.length, 4);
});

Deno.test("followReply() never asks twice for a reply without a name", async () => {
  const { wire, calls } = scripted([new TypeError("network"), reply]);
  await assert.rejects(
    collect(followReply(wire, { ...named, replyId: null } as ReplySource)),
    UnreachableError,
  );
  assert.equal(calls.length, 1);
});

Deno.test("followReply() never says out of reach of a server that took the question and is slow to show the reply", async () => {
  const unnamed = { ...named, replyId: null } as ReplySource;
  for (const taken of [new SilentStreamError(0), new SilentStreamError(13), new UnseenReplyError()]) {
    const { wire, calls } = scripted([taken]);
    assert.deepEqual(await collect(followReply(wire, unnamed)), []);
    assert.equal(calls.length, 1, "asked twice, it would be written twice");
  }
  const slow = Array.from({ length: 9 }, () => new SilentStreamError(0));
  const { wire } = scripted([...slow, reply]);
  assert.deepEqual((await collect(followReply(wire, named))).filter(isReplyEvent), reply);
  const { wire: dead } = scripted([new SilentStreamError(0, false)]);
  await assert.rejects(collect(followReply(dead, unnamed)), UnreachableError);
});

Deno.test("followReply() takes the other way for the next reply when an unnamed one was held back", async () => {
  const { wire } = scripted([new SilentStreamError(0)]);
  const [stream, socket] = wire.transports;
  await collect(followReply(wire, { ...named, replyId: null } as ReplySource));
  assert.deepEqual(wire.transports, [socket, stream]);
});

Deno.test("followReply() passes a refusal on", async () => {
  const refusal = new ApiError(409, "conflict", "This chat is writing a reply.");
  const { wire } = scripted([refusal]);
  await assert.rejects(collect(followReply(wire, named)), refusal);
});

Deno.test("followReply() shows the stored reply when it was refused after it was stored", async () => {
  const { wire, calls } = scripted([new ApiError(503, "ollama_unreachable", "Down."), reply]);
  assert.deepEqual(await collect(followReply(wire, named)), reply);
  assert.deepEqual(calls, ["stream ask", "stream resume r 0"]);
});

Deno.test("followReply() passes the refusal on when nothing was stored", async () => {
  const refusal = new ApiError(404, "model_not_found", "No such model.");
  const { wire } = scripted([refusal, new NothingLeftError()]);
  await assert.rejects(collect(followReply(wire, named)), refusal);
});

Deno.test("followReply() ends quietly when the server no longer knows the reply", async () => {
  const { wire } = scripted([reply.slice(0, 2), new NothingLeftError()]);
  assert.deepEqual((await collect(followReply(wire, running))).filter(isReplyEvent), reply.slice(0, 2));
});

Deno.test("followReply() takes the socket when the stream is held back", async () => {
  const { wire, calls } = scripted([new SilentStreamError(0), reply]);
  assert.deepEqual((await collect(followReply(wire, named))).filter(isReplyEvent), reply);
  assert.deepEqual(calls, ["stream ask", "socket ask"]);
});

Deno.test("followReply() changes the transport after two connections without an event", async () => {
  const { wire, calls } = scripted([reply.slice(0, 1), [], [], reply.slice(1)]);
  await collect(followReply(wire, named));
  assert.deepEqual(calls, ["stream ask", "stream resume r 1", "socket resume r 1", "socket resume r 1"]);
});

Deno.test("followReply() ends when its reader gives up", async () => {
  const given = new AbortController();
  const { wire } = scripted([reply.slice(0, 1)], () => given.abort());
  assert.deepEqual(
    (await collect(followReply(wire, named, given.signal))).filter(isReplyEvent),
    reply.slice(0, 1),
  );
});

Deno.test("backoff() doubles from 250 ms to 5 s", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 5, 60].map(backoff), [250, 500, 1000, 2000, 4000, 5000, 5000]);
});

/** Each connection takes the next entry: events and then an end, or an error. */
function scripted(script: (NumberedEvent[] | Error)[], onPause = () => {}) {
  const calls: string[] = [];
  const pauses: number[] = [];
  const transport = (name: string): Transport => ({
    async *ask() {
      calls.push(`${name} ask`);
      yield* next();
    },
    async *resume(replyId, after) {
      calls.push(`${name} resume ${replyId} ${after}`);
      yield* next();
    },
  });
  function next() {
    const entry = script.shift();
    assert.ok(entry, "one connection too many");
    if (entry instanceof Error) throw entry;
    return entry;
  }
  const wire: Wire = {
    transports: [transport("stream"), transport("socket")],
    pause(ms) {
      pauses.push(ms);
      onPause();
      return Promise.resolve();
    },
  };
  return { wire, calls, pauses };
}

function isReplyEvent(event: TurnEvent): event is NumberedEvent {
  return event.event !== "connection";
}

async function collect(events: AsyncIterable<TurnEvent>): Promise<TurnEvent[]> {
  return await Array.fromAsync(events);
}
