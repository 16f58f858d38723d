/** Putting lists of parts together. */

/** `list[place]`, over and over. */
export function pick<T>(list: readonly T[], place: number): T {
  return list[place % list.length]!;
}

/** Every text, changed in every way. */
export function each(texts: readonly string[], ways: readonly ((text: string) => string)[]): string[] {
  return texts.flatMap((text) => ways.map((way) => way(text)));
}

/** Every `§` of every outer text in turn replaced by every inner one. */
export function around(outers: readonly string[], inners: readonly string[]): string[] {
  return outers.flatMap((outer) => inners.map((inner) => outer.replaceAll("§", () => inner)));
}
