/**
 * Reads one HTTP/1.x request from a byte queue.
 *
 * Knows what a request looks like on the wire, nothing of what it asks for. Written by hand because the tests need
 * to stop, cut and break a connection at any byte, which no HTTP library lets them do.
 */
import type { ByteQueue } from "./byte_queue.ts";

export interface RequestHead {
  method: string;
  path: string;
  query: URLSearchParams;
  version: "1.0" | "1.1";
  headers: ReadonlyMap<string, string>;
}

const headLimit = 64 * 1024;

/** Undefined when the client leaves first or does not speak HTTP. */
export async function readHead(input: ByteQueue): Promise<RequestHead | undefined> {
  const text = await input.takeThrough("\r\n\r\n", headLimit);
  if (text === undefined) return undefined;
  const [first = "", ...lines] = text.trimEnd().split("\r\n");
  const match = /^([A-Z]+) (\S+) HTTP\/(1\.[01])$/.exec(first);
  if (!match) return undefined;
  const [, method = "", target = "", version] = match;
  const [path = "", query = ""] = target.replace(/^https?:\/\/[^/]*/, "").split("?", 2);
  return {
    method,
    path: decodePath(path),
    query: new URLSearchParams(query),
    version: version as "1.0" | "1.1",
    headers: new Map(lines.map(readHeader)),
  };
}

/** Undefined when the client leaves before the end of the body. */
export function readBody(input: ByteQueue, head: RequestHead): Promise<Uint8Array | undefined> {
  if (head.headers.get("transfer-encoding")?.toLowerCase() === "chunked") return readChunks(input);
  return input.take(Number(head.headers.get("content-length") ?? 0) || 0);
}

function readHeader(line: string): [string, string] {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}

async function readChunks(input: ByteQueue): Promise<Uint8Array | undefined> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  while (true) {
    const size = parseInt(await input.takeThrough("\r\n", headLimit) ?? "", 16);
    if (Number.isNaN(size)) return undefined;
    const chunk = await input.take(size + 2);
    if (!chunk) return undefined;
    if (size === 0) return new Uint8Array(await new Blob(parts).arrayBuffer());
    parts.push(new Uint8Array(chunk.subarray(0, size)));
  }
}
