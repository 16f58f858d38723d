/**
 * Values as JSON that keeps what JSON loses: identity and cycles, signals, dates, maps and so on.
 * `client/parse.ts` reads it.
 *
 * The result is a list of nodes that refer to one another by index. A node is a primitive as it is, an
 * object of references, an array of references, or a tagged array: `["Date", …]`. Negative
 * references stand for what has no JSON (`CONSTANTS`).
 */
import { SlotContent } from "./islands.ts";
import { isJsx } from "./vnodes.ts";

type Node =
  | string
  | number
  | boolean
  | null
  | Reference[]
  | Tagged
  | Record<string, Reference>;
type Reference = number;
type Tagged = [tag: string, ...content: (string | number | null)[]];

/** By reference: -1, -2, … A hole is a missing element of an array. */
const CONSTANTS = { undefined: -1, hole: -2, nan: -3, infinity: -4, minusInfinity: -5, minusZero: -6 };

/** One list of nodes for all values; `roots` are the values' references. */
export function serialize(values: { name: string; value: Record<string, unknown> }[]): {
  nodes: Node[];
  roots: Reference[];
} {
  const serializer = new Serializer();
  return { roots: values.map(({ name, value }) => serializer.root(name, value)), nodes: serializer.nodes };
}

class Serializer {
  readonly nodes: Node[] = [];
  readonly #known = new Map<unknown, Reference>();
  #path: string[] = [];

  root(name: string, value: Record<string, unknown>): Reference {
    this.#path = [name];
    return this.#refer(value);
  }

  #refer(value: unknown): Reference {
    const constant = constantOf(value);
    if (constant !== undefined) return constant;
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const reference = this.nodes.push(null) - 1;
    this.#known.set(value, reference); // before what is inside, for cycles
    this.nodes[reference] = this.#node(value);
    return reference;
  }

  #node(value: unknown): Node {
    switch (typeof value) {
      case "string":
      case "number":
      case "boolean":
        return value;
      case "bigint":
        return ["bigint", String(value)];
      case "object":
        return value === null ? null : this.#object(value);
      default:
        throw new TypeError(
          `${this.#path.join(".")} is a ${typeof value}, which cannot be given to an island`,
        );
    }
  }

  #object(value: object): Node {
    const signal = signalTag(value);
    if (signal) return [signal, this.#inside("value", (value as { peek(): unknown }).peek())];
    if (isJsx(value)) return this.#jsx(value);
    if (Array.isArray(value)) {
      return Array.from(value, (item, i) => i in value ? this.#inside(String(i), item) : CONSTANTS.hole);
    }
    if (value instanceof Date) return ["Date", value.getTime()]; // an invalid one becomes null
    if (value instanceof URL) return ["URL", value.href];
    if (value instanceof RegExp) return ["RegExp", value.source, value.flags];
    if (value instanceof Map) return ["Map", ...[...value].flat().map((item) => this.#inside("entry", item))];
    if (value instanceof Set) return ["Set", ...[...value].map((item) => this.#inside("item", item))];
    if (value instanceof Uint8Array) return ["Uint8Array", value.toBase64()];
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.#inside(key, item)]));
  }

  #jsx({ type, props }: { type: unknown; props: Record<string, unknown> }): Node {
    if (type === SlotContent) return ["slot", (props.slot as { id: number }).id];
    throw new TypeError(
      `${this.#path.join(".")} is JSX inside of a prop: only a prop's own value may be JSX`,
    );
  }

  #inside(key: string, value: unknown): Reference {
    this.#path.push(key);
    const reference = this.#refer(value);
    this.#path.pop();
    return reference;
  }
}

function constantOf(value: unknown): Reference | undefined {
  if (value === undefined) return CONSTANTS.undefined;
  if (typeof value !== "number") return undefined;
  if (Number.isNaN(value)) return CONSTANTS.nan;
  if (value === Infinity) return CONSTANTS.infinity;
  if (value === -Infinity) return CONSTANTS.minusInfinity;
  return Object.is(value, -0) ? CONSTANTS.minusZero : undefined;
}

/** Told by the brand that all signals have, so that the server need not load the package. */
function signalTag(value: object): "signal" | "computed" | undefined {
  if ((value as { brand?: unknown }).brand !== Symbol.for("preact-signals")) return undefined;
  const accessor = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(value), "value");
  return accessor?.set ? "signal" : "computed";
}
