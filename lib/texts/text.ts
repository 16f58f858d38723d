/**
 * What a text of the catalogue is: a sentence with named places, such as `Options for {title}`.
 *
 * The English texts give the type: another language has the same names, and each text the same places.
 */
declare const places: unique symbol;

export type Text<English extends string> = WithPlaces<English> & { readonly [places]?: PlacesIn<English> };

export type Translated<Texts> = Texts extends string ? Text<Texts>
  : { readonly [Name in keyof Texts]: Translated<Texts[Name]> };

/** One of something, and any other number of it. A language with more forms needs `Intl.PluralRules` here. */
export interface Counted {
  readonly one: string;
  readonly other: Text<"{n}">;
}

type WithPlaces<English extends string> = English extends `${string}{${infer Place}}${infer Rest}`
  ? `${string}{${Place}}${string}` & WithPlaces<Rest>
  : string;

type PlacesIn<English extends string> = English extends `${string}{${infer Place}}${infer Rest}`
  ? Place | PlacesIn<Rest>
  : never;

type PlacesOf<T> = T extends { readonly [places]?: infer Places } ? Extract<Places, string> : never;

export type Values<T, Value = string | number> = { readonly [Place in PlacesOf<T>]: Value };

/** `fill("{n} chats", { n: 3 })` → `3 chats` */
export function fill<T extends string>(text: T, values: Values<T>): string {
  return fillWith(text, values).join("");
}

/** The same in pieces, for values that are elements. */
export function fillWith<T extends string, Value>(
  text: T,
  values: Values<T, Value>,
): (Value | string)[] {
  return text.split(/\{(\w+)\}/).map((part, index) => index % 2 ? values[part as keyof typeof values] : part);
}
