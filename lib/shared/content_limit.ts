/** How much a message may hold. Free of zod, so that islands may import it. */

export const maxContentBytes = 1024 * 1024;
export const mostImages = 4;

/** By how many bytes of UTF-8 a text is too long; 0 when it is not. */
export function excessBytes(text: string): number {
  if (text.length * 3 <= maxContentBytes) return 0;
  return Math.max(0, new TextEncoder().encode(text).length - maxContentBytes);
}
