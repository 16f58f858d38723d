/** Makes source text safe to take apart: one kind of line end, no NUL, no half of a character. */
export function normalise(text: string): string {
  return text.replace(/\r\n?/g, "\n").replaceAll("\0", "\ufffd").toWellFormed();
}

/** Where text stops that the next chunk cannot change: not between CR and LF or inside a surrogate pair. */
export function settledLength(text: string): number {
  return /[\r\ud800-\udbff]$/.test(text) ? text.length - 1 : text.length;
}
