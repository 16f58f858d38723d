/**
 * Labels on their way through the library that lays diagrams out.
 *
 * It reads its text line by line with patterns that know no quotes: a bracket, a colon or an arrow in a label
 * would end it. So signs travel as private characters and get their shape back in the drawing.
 */

/** The first of the private characters that stand for ASCII signs. */
const OFFSET = 0xe000;
const SIGNS = /[^\w\s]/g;

/** For a label as it is written: quotes around it and entities in it are read. Line breaks become `<br>`. */
export function packLabel(written: string): string {
  const text = unquote(written.trim());
  return text.split(BREAK).map((line) => packMarks(decodeEntities(line)).trim() || "\u00a0").join("<br>");
}

/** Text as it is to be read, nothing of it a mark. */
export function packText(text: string): string {
  return text.replace(SIGNS, (sign) => {
    const code = sign.charCodeAt(0);
    return code < 0x80 ? String.fromCharCode(OFFSET + code) : sign;
  });
}

export function unpack(text: string): string {
  return text.replace(/[\ue000-\ue07f]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - OFFSET));
}

const BREAK = /<br\s*\/?>|\\n|\n/i;

function unquote(text: string): string {
  const quoted = /^(["'])(`?)([^]*)\2\1$/.exec(text);
  return quoted ? quoted[3]! : text;
}

/** `<b>` and `**` are bold and so on; other tags are letters. */
function packMarks(text: string): string {
  return text
    .replace(/\*\*([^*]+)\*\*/g, "<b>$1</b>")
    .split(/(<\/?(?:b|strong|i|em|u|s|del)>)/i)
    .map((part, index) => index % 2 === 0 ? packText(part) : part)
    .join("");
}

const NAMED: Record<string, string> = { quot: '"', amp: "&", lt: "<", gt: ">", apos: "'", nbsp: "\u00a0" };

/** Mermaid's `#35;` and `#quot;`, and HTML's. */
function decodeEntities(text: string): string {
  return text.replace(/(?:&#?|#)(\d{1,7}|[a-z]{2,5});/gi, (whole, name: string) => {
    if (Object.hasOwn(NAMED, name)) return NAMED[name]!;
    const code = Number(name);
    const isPrintable = code >= 0x20 && code < 0x11_0000 && !(code >= 0xd800 && code < 0xf900);
    return isPrintable ? String.fromCodePoint(code) : whole;
  });
}
