/**
 * Ids: UUIDv7 strings, sortable by the time they were made, also within one millisecond.
 *
 * Free of zod, so that islands may import it as a value.
 */

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Any UUID version passes, the nil UUID too: a client may name its reply with `crypto.randomUUID()`. */
export function isId(text: string): boolean {
  return uuidShape.test(text);
}

/** Makes ids that never sort before an earlier one of the same maker, also when the clock steps back. */
export function idMaker(now: () => number = Date.now): () => string {
  let lastTime = 0;
  let counter = 0;
  return () => {
    const time = Math.max(now(), lastTime);
    counter = time === lastTime ? counter + 1 : crypto.getRandomValues(new Uint16Array(1))[0]! & 0x7ff;
    lastTime = time;
    if (counter > 0xfff) {
      lastTime += 1;
      counter = 0;
    }
    return formatUuid7(lastTime, counter);
  };
}

function formatUuid7(time: number, counter: number): string {
  const random = crypto.getRandomValues(new Uint8Array(8));
  random[0] = (random[0]! & 0x3f) | 0x80;
  const tail = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const head = time.toString(16).padStart(12, "0");
  const version = `7${counter.toString(16).padStart(3, "0")}`;
  return `${head.slice(0, 8)}-${head.slice(8)}-${version}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
