/** What a path names. */
import { NotFoundError } from "@/lib/errors.ts";
import { parseModelName } from "@/lib/models/name.ts";
import { isId } from "@/lib/shared/id.ts";

/** The `[id]` of the path; what is no UUID is as unknown as one that was never given out. */
export function readId(params: Record<string, string>, noun: string): string {
  const id = params.id ?? "";
  if (!isId(id)) throw new NotFoundError(noun, id.slice(0, 80));
  return id.toLowerCase();
}

/** The `[index]` of the path, from 0. */
export function readIndex(params: Record<string, string>, noun: string): number {
  const index = params.index ?? "";
  if (!/^\d{1,3}$/.test(index)) throw new NotFoundError(noun, index.slice(0, 80));
  return Number(index);
}

/** The `[...name]` of a path: Fresh leaves `%2F` as it is, since a `/` could be either. */
export function readModelName(params: Record<string, string>): string {
  const text = params.name ?? "";
  try {
    return parseModelName(decodeURIComponent(text));
  } catch (error) {
    if (error instanceof URIError) return parseModelName(text); // a `%` that encodes nothing: no name has one
    throw error;
  }
}
