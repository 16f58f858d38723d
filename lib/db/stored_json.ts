/** JSON in a column. */

/** `otherwise` when the text is no JSON any more: one damaged row is no reason to show none. The row stays as it is. */
export function readJson<T>(text: string, otherwise: T): T {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return otherwise;
    throw error;
  }
}
