/** What is attached to which path: a node for each segment of the registered paths. */
import type { Chain, Level } from "./chain.ts";
import type { Middleware } from "./middleware.ts";
import type { Any, LayoutConfig } from "./route.ts";
import { addLayout, type Scope, type ScopeComponent } from "./scope.ts";

export class TreeNode {
  middlewares: Middleware<Any>[] = [];
  onError: Middleware<Any> | undefined;
  layout:
    | { component: ScopeComponent; config: LayoutConfig | undefined }
    | undefined;
  #children = new Map<string, TreeNode>();

  child(segment: string): TreeNode {
    let node = this.#children.get(segment);
    if (node === undefined) this.#children.set(segment, node = new TreeNode());
    return node;
  }
}

export class Tree {
  readonly root: TreeNode = new TreeNode();
  wrapper: ScopeComponent | undefined;

  node(segments: string[]): TreeNode {
    return segments.reduce((node, segment) => node.child(segment), this.root);
  }

  /** What counts for a route of that node, as registered so far, with the route's own middlewares last. */
  levels(segments: string[], own: Middleware<Any>[]): Chain["levels"] {
    const levels: Level[] = [];
    let scope: Scope = { wrapper: this.wrapper, layouts: [] };
    let node = this.root;
    for (let depth = 0; depth <= segments.length; depth++) {
      if (depth > 0) node = node.child(segments[depth - 1]!);
      if (node.layout) scope = addLayout(scope, node.layout.component, node.layout.config);
      if (depth > 0 && node.onError === undefined && node.middlewares.length === 0) continue;
      levels.push({ scope, onError: node.onError, middlewares: [...node.middlewares] });
    }
    if (own.length > 0) levels.push({ scope, onError: undefined, middlewares: own });
    return levels;
  }
}

/** The segments of a path given to `use()` and the like; `*` and `/` are the root. */
export function pathSegments(path: string): string[] {
  return path === "*" ? [] : path.split("/").filter((segment) => segment !== "");
}
