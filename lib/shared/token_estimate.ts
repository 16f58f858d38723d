/** How many tokens a text is likely to be: a guess from its letters alone, the same in the browser. */

const tokensPerMessage = 4;
const tokensPerImage = 800;

/** Some four ASCII letters a token, about one token for a letter of another script. */
export function estimateTokens(text: string, images = 0): number {
  let other = 0;
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) other += 1;
  const ascii = text.length - other;
  return Math.ceil(ascii / 4 + other * 0.8) + tokensPerMessage + images * tokensPerImage;
}
