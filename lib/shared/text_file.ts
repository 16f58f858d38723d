/** A file whose text becomes part of a message: whether it is one, and how it stands there. Loaded with the first. */
import { maxContentBytes } from "@/lib/shared/content_limit.ts";

/** Refused under the name of the text that says why. */
export type FileText = { text: string } | { refused: "noText" | "textTooLong" };

export async function readTextFile(file: Blob): Promise<FileText> {
  const start = decode(new Uint8Array(await file.slice(0, sniffedBytes).arrayBuffer()), true);
  if (start === undefined) return { refused: "noText" };
  if (file.size > maxContentBytes) return { refused: "textTooLong" };
  const text = decode(new Uint8Array(await file.arrayBuffer()), false);
  return text === undefined ? { refused: "noText" } : { text: text.replaceAll("\r\n", "\n") };
}

/** As a code block under the file's name, with a fence that the text does not hold. */
export function asCodeBlock(name: string, text: string): string {
  const fence = "`".repeat(Math.max(3, ...Array.from(text.matchAll(/`{3,}/g), ([run]) => run.length + 1)));
  const language = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return `${name}:\n${fence}${language}\n${text.replace(/\n$/, "")}\n${fence}\n`;
}

const sniffedBytes = 4096;

/** UTF-8, UTF-16 with its mark, else what Windows wrote; undefined for what is no text in any of these. */
function decode(bytes: Uint8Array, isCut: boolean): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  const text = decodeUtf8(bytes, isCut) ?? new TextDecoder("windows-1252").decode(bytes);
  return notInTexts.test(text) ? undefined : text;
}

function decodeUtf8(bytes: Uint8Array, isCut: boolean): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: isCut });
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Some PDFs begin with nothing but letters. */
// deno-lint-ignore no-control-regex
const notInTexts = /^%PDF-|[\0-\x08\x0e-\x1a\x1c-\x1f]/;
