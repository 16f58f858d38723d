/** Where the next page of results begins, as text. */
import { InvalidInputError } from "@/lib/errors.ts";

export type Cursor =
  | { order: "newest"; before: number }
  /** `before`: what came after the first page stays out, so that the places stay. */
  | { order: "ranked"; before: number; offset: number };

export function writeCursor(cursor: Cursor): string {
  return cursor.order === "newest" ? `n${cursor.before}` : `r${cursor.before}.${cursor.offset}`;
}

export function readCursor(text: string): Cursor {
  const match = /^n(\d{1,15})$|^r(\d{1,15})\.(\d{1,6})$/.exec(text);
  if (!match) {
    throw new InvalidInputError("The cursor is none that this search gave out. Begin without one.", [
      { path: "cursor", message: "is not a cursor of this search" },
    ]);
  }
  return match[1] !== undefined
    ? { order: "newest", before: Number(match[1]) }
    : { order: "ranked", before: Number(match[2]), offset: Number(match[3]) };
}
