/** Islands on the server: which functions are islands, and what a page has of them. */
import { type ComponentChildren, Fragment, h, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { BrowserModule, Build, IslandModule } from "../build.ts";
import { type AnyVNode, comment, isJsx } from "./vnodes.ts";

/** An exported function of an island module. */
export interface Island {
  name: string;
  module: BrowserModule;
  exportName: string;
}

export type IslandRegistry = Map<unknown, Island>;

const registries = new WeakMap<Build, Promise<IslandRegistry>>();

/** Loads the island modules, once, to know their functions. */
export function loadIslands(build: Build): Promise<IslandRegistry> {
  let registry = registries.get(build);
  if (registry === undefined) {
    registry = Promise.all(build.islands.map(islandsOf)).then((islands) => new Map(islands.flat()));
    registries.set(build, registry);
    // A module that failed to load is tried again with the next page.
    registry.catch(() => registries.delete(build));
  }
  return registry;
}

async function islandsOf(module: IslandModule): Promise<[unknown, Island][]> {
  return Object.entries(await module.load())
    .filter(([, value]) => typeof value === "function")
    .map(([exportName, value]) => [value, { name: (value as { name: string }).name, module, exportName }]);
}

interface IslandProps {
  type: unknown;
  props: Record<string, unknown>;
}

/** A vnode that the server renders for an island, and the browser shows from the server's markup. */
export interface Slot {
  id: number;
  content: ComponentChildren;
  isShown: boolean;
}

export class PageIslands {
  /** In the order of their rendering. */
  readonly used: { island: Island; props: Record<string, unknown> }[] = [];
  readonly slots: Slot[] = [];
  readonly #registry: IslandRegistry | undefined;
  readonly #insides = new WeakSet<AnyVNode>();

  constructor(registry: IslandRegistry | undefined) {
    this.#registry = registry;
  }

  isIsland(type: unknown): boolean {
    return this.#registry !== undefined && this.#registry.has(type);
  }

  /** Whether the vnode is an island's, within its boundary. */
  isInside(vnode: AnyVNode): boolean {
    return this.#insides.has(vnode);
  }

  /** The component that takes an island's place: the island between comments that tell the browser. */
  readonly boundary = ({ type, props }: IslandProps): VNode[] => {
    const index = this.used.length;
    const island = this.#registry!.get(type)!;
    const withSlots = this.#withSlots(props, island.name);
    this.used.push({ island, props: withSlots });
    const inside = h(type as "div", withSlots) as VNode & { __m?: number[] };
    inside.__m = islandIdMask(index);
    this.#insides.add(inside);
    return [comment(`fi:${index}`), inside, comment(`/fi:${index}`)];
  };

  /** What no island has shown, in templates; islands in it count too. */
  renderHiddenSlots(): string {
    let html = "";
    for (const { id, content, isShown } of this.slots) { // grows while it is gone through
      if (!isShown) {
        html += `<template id="fs-${id}">${renderToString(h(Fragment, null, content))}</template>`;
      }
    }
    return html;
  }

  #withSlots(props: Record<string, unknown>, name: string): Record<string, unknown> {
    const entries = Object.entries(props).filter(([key]) => key !== "key" && key !== "ref");
    return Object.fromEntries(entries.map(([key, value]) => {
      if (isPlainNull(value)) {
        throw new TypeError(
          `The prop "${key}" of the island ${name} is an object without a prototype, which Preact takes ` +
            `for JSX (ctx.params and rows of node:sqlite are such objects): give a copy, { ...${key} }`,
        );
      }
      const isSlot = isJsx(value) || (key === "children" && Array.isArray(value));
      return [key, isSlot ? this.#slot(value as ComponentChildren) : value];
    }));
  }

  #slot(content: ComponentChildren): unknown {
    const slot = { id: this.slots.length, content, isShown: false };
    this.slots.push(slot);
    return h(SlotContent, { slot });
  }
}

/** Renders a slot's content where the island shows it. */
export function SlotContent({ slot }: { slot: Slot }): ComponentChildren {
  slot.isShown = true;
  return [comment(`fs:${slot.id}`), slot.content, comment(`/fs:${slot.id}`)];
}

/** Makes `useId()` give the same on both sides, and different ids to different islands. */
function islandIdMask(index: number): number[] {
  return [index + 1, 0];
}

function isPlainNull(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === null;
}
