/**
 * The browser's entry: makes a page's islands alive.
 *
 * Each island is a Preact root of its own between two comments. Nothing is evaluated from text, and no
 * HTML is parsed, so that it runs under a policy of nonces and trusted types.
 */
import {
  Component,
  type ComponentChildren,
  type ComponentType,
  h,
  options,
  render,
  type VNode,
} from "preact";
import { lockedImageProps } from "../asset.ts";
import { IslandMarkup } from "./markup.ts";
import { parseProps } from "./parse.ts";
import type { IslandRange } from "./range.ts";

/** What the page's inline script calls, with the functions of the islands on it. */
export function boot(components: ComponentType[]): void {
  lockImages();
  const data = JSON.parse(document.querySelector("script#fresh-islands")!.textContent!);
  const [order, roots, nodes] = data as [number[], number[], unknown[]];
  const markup = new IslandMarkup((index) => h(Guard, null, island(index)));
  const props = parseProps(nodes, roots, (id) => h(markup.Slot, { id }));
  const island = (index: number): VNode => {
    const vnode: VNode & { __m?: number[] } = h(components[order[index]!]!, props[index]!);
    vnode.__m = [index + 1, 0]; // as on the server: useId() counts within the island
    return vnode;
  };

  // All are read before any is rendered: rendering moves nodes.
  const ranges = markup.readIslands(document);
  for (const { index, range } of ranges) wake(island(index), range);
}

function wake(vnode: VNode, range: IslandRange): void {
  try {
    // Not hydrate(): where the two sides differ, the attributes of this one are to win.
    render(vnode, range as unknown as Element);
    range.dropUnused();
  } catch (error) {
    console.error(error);
  }
}

/** An island in a slot is part of its host's tree, which is not to fail with it. */
class Guard extends Component<{ children: ComponentChildren }, { hasFailed?: boolean }> {
  override componentDidCatch(error: unknown): void {
    console.error(error);
    this.setState({ hasFailed: true });
  }

  override render() {
    return this.state.hasFailed ? null : this.props.children;
  }
}

function lockImages(): void {
  const before = options.vnode;
  options.vnode = (vnode) => {
    const props = lockedImageProps(vnode.type, vnode.props as Record<string, unknown>);
    if (props) vnode.props = props as typeof vnode.props;
    before?.(vnode);
  };
}
