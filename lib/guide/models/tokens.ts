/** Text in pieces of about the size of a language model's tokens. */

/** The pieces joined are the text again. */
export function tokensOf(text: string): string[] {
  return text.match(token) ?? [];
}

export function countTokens(text: string): number {
  return tokensOf(text).length;
}

const token = / ?[\p{L}\p{N}\p{M}]{1,10}|[ \t]+(?=\S)|\s+|[^\s\p{L}\p{N}\p{M}]{1,3}/gu;
