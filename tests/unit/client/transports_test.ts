import assert from "node:assert/strict";
import { ApiError } from "@/lib/client/api.ts";
import { NothingLeftError, type Transport, UnseenReplyError } from "@/lib/client/follow_reply.ts";
import { socketTransport } from "@/lib/client/socket_transport.ts";
import { streamTransport } from "@/lib/client/stream_transport.ts";
import type { NumberedEvent } from "@/lib/shared/chat.ts";

const events: NumberedEvent[] = [
  { id: 1, event: "phase", data: { phase: "writing", expected_ms: null } },
  { id: 2, event: "token", data: { text: "a\nb" } },
];
const wireText = ": heartbeat\n\n" +
  events.map(({ id, event, data }) => `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`).join(
    "",
  );
const chat = { path: "/api/chat", body: { content: "Hi", message_id: "r" } };
const never = new AbortController().signal;

Deno.test("streamTransport asks by POST and comes back by GET, after the event it is told", async () => {
  const { transport, requests } = streaming(() => new Response(wireText));
  assert.deepEqual(await collect(transport.ask(chat, never)), events);
  assert.deepEqual(await collect(transport.resume("r", 7, never)), events);
  assert.deepEqual(requests, [
    'POST /api/chat {"content":"Hi","message_id":"r"}',
    "GET /api/chat/r/stream?after=7 ",
  ]);
});

Deno.test("streamTransport knows a refusal from a reply that is over or gone", async () => {
  const error = { error: { code: "conflict", message: "Busy.", request_id: "x" } };
  const refused = streaming(() => Response.json(error, { status: 409 })).transport;
  await assert.rejects(
    collect(refused.ask(chat, never)),
    (thrown) => thrown instanceof ApiError && thrown.code === "conflict",
  );
  for (
    const answer of [() => new Response(null, { status: 204 }), () => Response.json(error, { status: 404 })]
  ) {
    await assert.rejects(collect(streaming(answer).transport.resume("r", 3, never)), NothingLeftError);
  }
  const broken = streaming(() => Response.json(error, { status: 503 })).transport;
  await assert.rejects(collect(broken.resume("r", 3, never)), ApiError);
});

Deno.test("streamTransport gives its connection back at the end, and uses the other way when there is none", async () => {
  let taken = 0;
  const { transport } = streaming(() => new Response(wireText), () => {
    taken++;
    return Promise.resolve(() => taken--);
  });
  for await (const _ of transport.ask(chat, never)) {
    assert.equal(taken, 1);
    break;
  }
  assert.equal(taken, 0);
  const full = streaming(() => assert.fail("streamed"), () => Promise.resolve(undefined)).transport;
  assert.deepEqual(await collect(full.resume("r", 0, never)), [events[1]!]);
});

Deno.test("streamTransport lets go of the connection when its reader gives up", async () => {
  const given = new AbortController();
  const seen = Promise.withResolvers<AbortSignal>();
  const { transport } = streaming((request) => {
    seen.resolve(request.signal);
    return new Response(wireText);
  });
  const reading = collect(transport.ask(chat, given.signal));
  const signal = await seen.promise;
  given.abort();
  assert.ok(signal.aborted);
  await reading.catch(() => {});
});

Deno.test("socketTransport speaks the protocol of /ws/chat", async () => {
  await using server = socketServer((said, send) => {
    for (const event of events) send({ message_id: "r", ...event });
    send({ message_id: "r", id: 3, event: "done", data: { message: { id: "r" } } });
    assert.ok(said.type === "chat" ? said.content === "Hi" : said.after === 2);
  });
  assert.equal((await collect(server.transport.ask(chat, never))).length, 3);
  assert.equal((await collect(server.transport.resume("r", 2, never))).length, 3);
  assert.deepEqual(server.said.map(({ type }) => type), ["chat", "resume"]);
});

Deno.test("socketTransport passes a refusal on, and to a reader who comes back the reply is gone", async () => {
  await using server = socketServer((_said, send) =>
    send({
      message_id: null,
      id: 0,
      event: "error",
      data: { code: "model_not_found", message: "No such model." },
    })
  );
  await assert.rejects(
    collect(server.transport.ask(chat, never)),
    (error) => error instanceof ApiError && error.status === 404 && error.message === "No such model.",
  );
  await assert.rejects(collect(server.transport.resume("r", 2, never)), NothingLeftError);
});

Deno.test("socketTransport ends when the connection does", async () => {
  await using server = socketServer((_said, send, socket) => {
    send({ message_id: "r", ...events[0]! });
    socket.close();
  });
  assert.deepEqual((await collect(server.transport.ask(chat, never))).map(({ id }) => id), [1]);
});

Deno.test("socketTransport starts what it cannot ask for, to be found running", async () => {
  const sent: string[] = [];
  const transport = socketTransport({
    connect: () => assert.fail("connected"),
    fetch: async (path, init) => {
      sent.push(`${path} ${await new Request("http://x.test", init).text()}`);
      return new Response(wireText);
    },
  });
  const request = { path: "/api/messages/m/regenerate", body: { background: false } };
  await assert.rejects(collect(transport.ask(request, never)), UnseenReplyError);
  assert.deepEqual(sent, ['/api/messages/m/regenerate {"background":true}']);
});

function streaming(
  answer: (request: Request) => Response,
  takeSlot: () => Promise<(() => void) | undefined> = () => Promise.resolve(() => {}),
) {
  const requests: string[] = [];
  const other: Transport = {
    ask: () => assert.fail("asked otherwise"),
    resume: async function* () {
      yield events[1]!;
    },
  };
  const fetch = async (path: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(new URL(String(path), "http://x.test"), init);
    requests.push(`${request.method} ${path} ${await request.clone().text()}`);
    return answer(request);
  };
  return { transport: streamTransport({ fetch, takeSlot, otherwise: other }), requests };
}

type Said = { type: string; content?: string; after?: number };

function socketServer(play: (said: Said, send: (frame: unknown) => void, socket: WebSocket) => void) {
  const said: Said[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
    const { socket, response } = Deno.upgradeWebSocket(request);
    socket.onmessage = ({ data }) => {
      said.push(JSON.parse(data));
      play(said.at(-1)!, (frame) => socket.send(JSON.stringify(frame)), socket);
    };
    return response;
  });
  const connect = () => new WebSocket(`ws://127.0.0.1:${server.addr.port}/ws/chat`);
  return {
    said,
    transport: socketTransport({ connect, fetch }),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

async function collect(source: AsyncIterable<NumberedEvent>): Promise<NumberedEvent[]> {
  return await Array.fromAsync(source);
}
