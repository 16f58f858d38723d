/**
 * What happens to each vnode while a page renders: Preact's hooks, with the state of one page.
 *
 * The hooks are global, so is the page that renders; rendering is synchronous. A vnode that is changed
 * gets back what it had, since JSX in a module's constant is rendered for many pages.
 */
import { type ComponentChild, Fragment, options } from "preact";
import { lockedImageProps } from "../asset.ts";
import { Head } from "../head.ts";
import { type HeadElements, isHeadElement } from "./head.ts";
import { currentLinkProps } from "./links.ts";
import { type PageIslands, SlotContent } from "./islands.ts";
import { type AnyVNode, comment, mark, nonceProps } from "./vnodes.ts";

interface PreactHooks {
  /** Before a vnode is rendered. */
  __b?: (vnode: AnyVNode) => void;
  /** After it. */
  diffed?: (vnode: AnyVNode) => void;
}

interface PageContext {
  url: URL;
  nonce: string;
  head: HeadElements;
  islands: PageIslands;
}

/** Where the renderer is. */
interface Place {
  /** The vnode with which it ends. */
  until: AnyVNode | undefined;
  inIsland: boolean;
  /** `document`: in `<head>`; `component`: in `<Head>`. */
  head: "document" | "component" | undefined;
}

let current: PageRender | undefined;
let hooked = false;

export class PageRender {
  readonly nonce: string;
  /** Which elements of the frame some component has rendered. */
  readonly has = { html: false, head: false, body: false };
  readonly #context: PageContext;
  readonly #places: Place[] = [{ until: undefined, inIsland: false, head: undefined }];
  #changed: {
    vnode: AnyVNode;
    type: unknown;
    props: Record<string, unknown>;
  }[] = [];

  constructor(context: PageContext) {
    this.#context = context;
    this.nonce = context.nonce;
  }

  run<T>(render: () => T): T {
    if (!hooked) hookIntoPreact();
    hooked = true;
    const outer = current;
    current = this;
    try {
      return render();
    } finally {
      current = outer;
      this.#places.length = 1;
      for (const { vnode, type, props } of this.#changed.reverse()) Object.assign(vnode, { type, props });
      this.#changed = [];
    }
  }

  before(vnode: AnyVNode): void {
    if (typeof vnode.type === "string") return this.#beforeElement(vnode, vnode.type);
    const { islands } = this.#context;
    const place = this.#place;
    if (vnode.type === Head) {
      this.#enter({ ...place, until: vnode, head: "component" });
    } else if (vnode.type === SlotContent) {
      this.#enter({ ...place, until: vnode, inIsland: false });
    } else if (islands.isInside(vnode)) {
      this.#enter({ ...place, until: vnode, inIsland: true });
    } else if (!place.inIsland && islands.isIsland(vnode.type)) {
      this.#change(vnode, islands.boundary, { type: vnode.type, props: vnode.props });
    }
  }

  after(vnode: AnyVNode): void {
    if (this.#places.length > 1 && this.#place.until === vnode) this.#places.pop();
  }

  #beforeElement(vnode: AnyVNode, type: string): void {
    const { head, url, nonce } = this.#context;
    const inHead = this.#place.head;
    if (inHead && isHeadElement(type)) {
      const mark = head.take(vnode, inHead);
      return this.#change(vnode, Fragment, { UNSTABLE_comment: mark });
    }
    if (type === "html" || type === "head" || type === "body") return this.#beforeFrame(vnode, type);
    const props = type === "a"
      ? currentLinkProps(vnode.props, url)
      : type === "script" || type === "style"
      ? nonceProps(vnode.props, nonce)
      : lockedImageProps(type, vnode.props);
    if (props) this.#change(vnode, type, props);
  }

  #beforeFrame(vnode: AnyVNode, type: "html" | "head" | "body"): void {
    this.has[type] = true;
    const children = [vnode.props.children as ComponentChild, comment(mark(this.nonce, `${type}-end`))];
    if (type === "html") children.unshift(comment(mark(this.nonce, "html-start")));
    this.#change(vnode, type, { ...vnode.props, children });
    if (type === "head") this.#enter({ ...this.#place, until: vnode, head: "document" });
  }

  get #place(): Place {
    return this.#places.at(-1)!;
  }

  #enter(place: Place): void {
    this.#places.push(place);
  }

  #change(vnode: AnyVNode, type: unknown, props: Record<string, unknown>): void {
    this.#changed.push({ vnode, type: vnode.type, props: vnode.props });
    Object.assign(vnode, { type, props });
  }
}

function hookIntoPreact(): void {
  const hooks = options as PreactHooks;
  const { __b: before, diffed: after } = hooks;
  hooks.__b = (vnode) => {
    current?.before(vnode);
    before?.(vnode);
  };
  hooks.diffed = (vnode) => {
    after?.(vnode);
    current?.after(vnode);
  };
}
