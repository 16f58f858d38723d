/**
 * The build's id, which `asset()` puts into URLs.
 *
 * Module state, since `asset()` has nothing but a path to go by. In the browser's bundle a module with
 * the constant takes this one's place.
 */

let current: string | undefined;

/** Without a build it is random. */
export function buildId(): string {
  return current ??= crypto.getRandomValues(new Uint8Array(20)).toHex();
}

export function setBuildId(id: string): void {
  current = id;
}
