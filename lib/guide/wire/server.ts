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
  const sockets = new Map<Socket, Promise<void>>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.set(socket, serveConnection(socket, options).finally(() => sockets.delete(socket)));
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
    const serving = [...sockets];
    for (const [socket] of serving) socket.destroy();
    await Promise.all(serving.map(([, done]) => done));
    await closed;
  }
}

async function serveConnection(socket: Socket, options: WireOptions): Promise<void> {
  const input = new ByteQueue();
  let current: Exchange | undefined;
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  const drop = () => {
    input.end();
    current?.leave();
    socket.destroy();
  };
  socket.on("data", (chunk: Uint8Array) => input.push(chunk));
  socket.on("end", drop).on("error", drop).on("close", drop);
  while (!socket.destroyed) {
    const head = await readHead(input);
    if (!head) break;
    current = new Exchange(head, socket, options.linesPerWrite);
    await options.onHead(current);
    if (current.isOver) break;
    if (head.headers.get("expect") === "100-continue") current.raw("HTTP/1.1 100 Continue\r\n\r\n");
    const body = await readBody(input, head);
    if (!body) break;
    current.body = body;
    await options.onRequest(current);
    if (!current.keepsConnection) {
      socket.end(() => socket.destroy());
      break;
    }
  }
  if (!socket.destroyed && !socket.writableEnded) socket.destroy();
  await closed;
}
