/**
 * What a text's links and footnotes refer to.
 *
 * Definitions may come after their use, so a look-up that finds nothing is reported: whoever draws can draw
 * that piece again once the name is defined.
 */
export interface Target {
  href: string;
  title?: string | null;
}

/** What one piece of text asked for in vain, and what it defines. */
export interface Names {
  missed: Set<string>;
  defined: Map<string, Target>;
}

export class References {
  #links = new Map<string, Target>();
  #notes = new Map<string, number>();

  /** A copy, for text that may still change. */
  fork(): References {
    const fork = new References();
    fork.#links = new Map(this.#links);
    fork.#notes = new Map(this.#notes);
    return fork;
  }

  /** The first definition of a name wins. Says whether it was new. */
  define(name: string, target: Target): boolean {
    if (this.#links.has(name)) return false;
    this.#links.set(name, target);
    return true;
  }

  /** Numbers a footnote, in the order of definitions. The first one counts, as with links. */
  defineNote(label: string): { number: number; isFirst: boolean } {
    const name = noteName(label);
    const isFirst = !this.#notes.has(name);
    const number = this.#notes.get(name) ?? this.#notes.size + 1;
    this.#notes.set(name, number);
    return { number, isFirst };
  }

  note(label: string, names: Names): number | undefined {
    const number = this.#notes.get(noteName(label));
    if (number === undefined) names.missed.add(noteName(label));
    return number;
  }

  link(name: string, names: Names): Target | undefined {
    const target = this.#links.get(name);
    if (!target) names.missed.add(name);
    return target;
  }
}

/** Footnotes share the set of missed names with links, which cannot begin with a caret. */
export function noteName(label: string): string {
  return `^${label.toLowerCase()}`;
}
