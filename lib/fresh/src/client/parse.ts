/** Reads what `render/serialize.ts` wrote. */
import { computed, signal } from "@preact/signals";

/** One object of props for each root. */
export function parseProps(
  nodes: unknown[],
  roots: number[],
  slot: (id: number) => unknown,
): Record<string, unknown>[] {
  const values: unknown[] = [];

  const read = (reference: number): unknown => {
    if (reference < 0) return [null, undefined, undefined, NaN, Infinity, -Infinity, -0][-reference];
    if (reference in values) return values[reference];
    const node = nodes[reference];
    if (typeof node !== "object" || node === null) return values[reference] = node;
    // What can hold itself is noted before it is filled.
    const note = <T>(value: T): T => (values[reference] = value, value);
    if (!Array.isArray(node)) return readObject(node as Record<string, number>, note({}), read);
    const [tag, ...content] = node;
    switch (tag) {
      case "slot":
        return note(slot(content[0]));
      case "signal": {
        const made = note(signal<unknown>());
        made.value = read(content[0]);
        return made;
      }
      case "computed": {
        const made = note(computed(() => read(content[0])));
        return made;
      }
      case "bigint":
        return note(BigInt(content[0]));
      case "Date":
        return note(new Date(content[0] ?? NaN));
      case "URL":
        return note(new URL(content[0]));
      case "RegExp":
        return note(new RegExp(content[0], content[1]));
      case "Uint8Array":
        return note(Uint8Array.from(atob(content[0]), (char) => char.charCodeAt(0)));
      case "Set": {
        const made = note(new Set());
        content.forEach((item) => made.add(read(item)));
        return made;
      }
      case "Map": {
        const made = note(new Map());
        for (let i = 0; i < content.length; i += 2) made.set(read(content[i]), read(content[i + 1]));
        return made;
      }
    }
    const made: unknown[] = note(new Array(node.length));
    node.forEach((item, i) => item === HOLE || (made[i] = read(item)));
    return made;
  };

  return roots.map(read) as Record<string, unknown>[];
}

/** A missing element of an array. */
const HOLE = -2;

function readObject(node: Record<string, number>, made: object, read: (reference: number) => unknown) {
  for (const [key, reference] of Object.entries(node)) {
    // Not by assignment, for which `__proto__` is no key.
    const value = read(reference);
    Object.defineProperty(made, key, { value, writable: true, enumerable: true, configurable: true });
  }
  return made;
}
