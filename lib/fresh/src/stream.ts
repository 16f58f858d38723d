/** A body from an iterable of text and bytes. */
export function streamBody(
  source: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): ReadableStream<Uint8Array> {
  const iterator = Symbol.asyncIterator in source
    ? source[Symbol.asyncIterator]()
    : source[Symbol.iterator]();
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) return controller.close();
      const bytes: unknown = typeof value === "string" ? encoder.encode(value) : value;
      if (bytes instanceof Uint8Array) controller.enqueue(bytes);
      else throw new TypeError(`ctx.stream() takes strings and Uint8Arrays, not ${typeof bytes}`);
    },
    // Runs the generator's `finally`; one that waits for something gets to it after that.
    async cancel() {
      await iterator.return?.();
    },
  }, { highWaterMark: 0 });
}
