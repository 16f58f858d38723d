/** The app wrapper and the layouts that count at some point, and what leaves them out. */
import type { Any, LayoutConfig, PageComponent } from "./route.ts";

export type ScopeComponent = PageComponent<Any, Any>;

export interface Scope {
  wrapper: ScopeComponent | undefined;
  /** The outermost first. */
  layouts: ScopeComponent[];
}

export function narrowScope(scope: Scope, config: LayoutConfig | undefined): Scope {
  if (!config?.skipAppWrapper && !config?.skipInheritedLayouts) return scope;
  return {
    wrapper: config.skipAppWrapper ? undefined : scope.wrapper,
    layouts: config.skipInheritedLayouts ? [] : scope.layouts,
  };
}

export function addLayout(scope: Scope, component: ScopeComponent, config: LayoutConfig | undefined): Scope {
  const outer = narrowScope(scope, config);
  return { wrapper: outer.wrapper, layouts: [...outer.layouts, component] };
}
