/**
 * A loopback HTTP server over plain sockets.
 *
 * Owns the connections: reads requests from each, one at a time, and drops all of them on `close()`. What a request
 * means is its callback's affair.
 */
import { createServer, type Socket } from "node:net";
import { ByteQueue } from "./byte_queue.ts";
import { Exchange } from "./exchange.ts";
import { readBody, readHead } from "./read_request.ts";

export interface WireOptions {
  port: number;
  linesPerWrite: number;
  /** Called when the head is here, before the body is read; what it returns is awaited. */
  onHead: (exchange: Exchange) => Promise<void> | void;
  onRequest: (exchange: Exchange) => Promise<void>;
}

export interface WireServer {
  port: number;
  close: () => Promise<void>;
}

export async function listen(options: WireOptions): Promise<WireServer> {
  const connections = new Set<Connection>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    const connection = serveConnection(socket, options);
    connections.add(connection);
    connection.over.finally(() => connections.delete(connection));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The Guide has no port");
  let closing: Promise<void> | undefined;
  return { port: address.port, close: () => closing ??= closeAll() };

  async function closeAll(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    const open = [...connections];
    for (const { drop } of open) drop();
    await Promise.all(open.map(({ over }) => over));
    await closed;
  }
}

interface Connection {
  /** Closes it at once; the exchange under way learns that its client is gone. */
  drop: () => void;
  over: Promise<void>;
}

function serveConnection(socket: Socket, options: WireOptions): Connection {
  const input = new ByteQueue();
  const state: { current?: Exchange } = {};
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  const drop = () => {
    input.end();
    state.current?.leave();
    socket.destroy();
  };
  socket.on("data", (chunk: Uint8Array) => input.push(chunk));
  socket.on("end", drop).on("error", drop).on("close", drop);
  return { drop, over: serveRequests(socket, input, options, state).then(() => closed) };
}

async function serveRequests(
  socket: Socket,
  input: ByteQueue,
  options: WireOptions,
  state: { current?: Exchange },
): Promise<void> {
  while (!socket.destroyed) {
    const head = await readHead(input);
    if (!head) break;
    const exchange = new Exchange(head, socket, options.linesPerWrite);
    state.current = exchange;
    await options.onHead(exchange);
    if (exchange.isOver) break;
    if (head.headers.get("expect") === "100-continue") exchange.raw("HTTP/1.1 100 Continue\r\n\r\n");
    const body = await readBody(input, head);
    if (!body) break;
    exchange.body = body;
    await options.onRequest(exchange);
    if (!exchange.keepsConnection) return void socket.end(() => socket.destroy());
  }
  if (!socket.destroyed && !socket.writableEnded) socket.destroy();
}
