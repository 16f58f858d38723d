/** The elements of a page's head: those of the wrapper's `<head>`, and those that `<Head>`s add. */
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { type AnyVNode, mark, nonceProps } from "./vnodes.ts";

export interface RenderedHead {
  /** Elements of the wrapper, by the text of the comment that stands for them. */
  places: [comment: string, html: string][];
  /** Those that have no place in the wrapper. */
  rest: string;
}

interface TakenElement {
  type: string;
  key: unknown;
  props: Record<string, unknown>;
}

/** The elements that `<Head>` moves. */
export function isHeadElement(type: string): boolean {
  return /^(title|meta|link|script|style|base|noscript|template)$/.test(type);
}

export class HeadElements {
  readonly #nonce: string;
  /** Of the wrapper, in order; each has left a comment in the markup. */
  readonly #placed: { id: string; place: string; element: TakenElement }[] = [];
  /** Of `<Head>`s, by identity: later ones replace earlier ones. */
  readonly #added = new Map<string, TakenElement>();

  constructor(nonce: string) {
    this.#nonce = nonce;
  }

  /** Takes an element out of the markup; gives the text of the comment that stands for it. */
  take({ type, key, props }: AnyVNode, from: "document" | "component"): string {
    const element = { type: type as string, key, props };
    const id = identity(element);
    const place = mark(this.#nonce, `head-${this.#placed.length}`);
    if (from === "document") {
      this.#placed.push({ id, place, element });
      return place;
    }
    this.#added.set(id, element);
    return "";
  }

  render(): RenderedHead {
    const added = new Map(this.#added);
    const places = this.#placed.map(({ id, place, element }): [string, string] => {
      const replacement = added.get(id);
      added.delete(id);
      return [place, this.#render(replacement ?? element)];
    });
    return {
      places,
      rest: [...added.values()].map((element) => this.#render(element)).join(""),
    };
  }

  #render({ type, key, props }: TakenElement): string {
    const own = type === "script" || type === "style" ? nonceProps(props, this.#nonce) ?? props : props;
    return renderToString(h(type, key == null ? own : { ...own, "data-key": String(key) }));
  }
}

/** Elements alike but for what they are about count as one. */
function identity({ type, key, props }: TakenElement): string {
  if (type === "title") return "title";
  if (key != null) return `key ${key}`;
  const attributes = Object.entries(props).filter(([name]) =>
    name !== "children" && name !== "nonce" &&
    !(type === "meta" && name === "content") &&
    !(type === "link" && name === "href")
  );
  return JSON.stringify([type, ...attributes.sort(([a], [b]) => a < b ? -1 : 1)]);
}
