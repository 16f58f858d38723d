/**
 * Server-sent events: batches of events as a response that ends with its source.
 *
 * Reads the source only as fast as the client takes it, writes each batch at once, and keeps the connection
 * alive with comments. Knows no event by name.
 */

export interface SseEvent {
  id?: number;
  event: string;
  /** Anything JSON can say; it is written as one line. */
  data: unknown;
}

/**
 * Opened at once, read with the first pull. When the client goes away, also before that, the signal is aborted
 * and the iterator ended: a generator that waits for something ends only when it minds the signal.
 */
export type SseSource = AsyncIterable<SseEvent[]> | ((signal: AbortSignal) => AsyncIterable<SseEvent[]>);

export function sseResponse(source: SseSource, options: { heartbeatMs: number }): Response {
  return new Response(eventStream(source, options.heartbeatMs), {
    headers: {
      "Content-Type": "text/event-stream",
      "Cache-Control": "no-store",
      "X-Accel-Buffering": "no",
    },
  });
}

const heartbeat = new TextEncoder().encode(": heartbeat\n\n");

// Not ReadableStream.from(): that one hears of a cancel only at its source's next item.
function eventStream(source: SseSource, heartbeatMs: number): ReadableStream<Uint8Array> {
  const leaving = new AbortController();
  const encoder = new TextEncoder();
  const iterator = (typeof source === "function" ? source(leaving.signal) : source)[Symbol.asyncIterator]();
  let next: Promise<IteratorResult<SseEvent[]>> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(heartbeat);
    },
    async pull(controller) {
      let bytes: Uint8Array | undefined;
      // Until there is something to write: a pull that writes nothing is not followed by another.
      while (!bytes?.length) {
        next ??= iterator.next();
        const silence = Promise.withResolvers<"silence">();
        timer = setTimeout(() => silence.resolve("silence"), heartbeatMs);
        const step = await Promise.race([next, silence.promise]).finally(() => clearTimeout(timer));
        if (leaving.signal.aborted) return;
        if (step === "silence") return controller.enqueue(heartbeat);
        next = undefined;
        if (step.done) return controller.close();
        bytes = encoder.encode(step.value.map(formatEvent).join(""));
      }
      controller.enqueue(bytes);
    },
    async cancel() {
      clearTimeout(timer);
      leaving.abort();
      next?.catch(() => {}); // the reader is gone: how its source ends no longer matters to anyone
      await iterator.return?.();
    },
  }, { highWaterMark: 1 });
}

function formatEvent({ id, event, data }: SseEvent): string {
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
