/**
 * What a plain form with files sends (`multipart/form-data`): one file as a stream, of which only what may be part
 * of a boundary is held, or several within a body that is bounded by whoever reads it.
 */
import { InvalidInputError } from "@/lib/errors.ts";

/** The form's other fields stand before the file; what follows it is not looked at. */
export interface FilePart {
  fields: Map<string, string>;
  /** To its end, once. */
  bytes: AsyncGenerator<Uint8Array>;
}

/** A part's head and a field's text are short. */
const mostHeldBytes = 64 * 1024;

export async function readFilePart(contentType: string, body: AsyncIterable<Uint8Array>): Promise<FilePart> {
  const parts = await openParts(contentType, body);
  const fields = new Map<string, string>();
  while (true) {
    const head = await parts.readHead();
    if (head === undefined) throw new InvalidInputError("The form has no file.");
    if (/;\s*filename\*?=/i.test(head)) return { fields, bytes: parts.content() };
    fields.set(nameIn(head), await parts.readText(mostHeldBytes));
  }
}

export interface FileForm {
  /** Line breaks are `\n` again. */
  fields: URLSearchParams;
  /** A field for files in which none was chosen has none. */
  files: { name: string; bytes: Uint8Array<ArrayBuffer> }[];
}

export function isFileForm(req: Request): boolean {
  return req.headers.get("content-type")?.toLowerCase().startsWith("multipart/form-data") ?? false;
}

export async function readFileForm(
  contentType: string,
  body: AsyncIterable<Uint8Array>,
): Promise<FileForm> {
  const parts = await openParts(contentType, body);
  const form: FileForm = { fields: new URLSearchParams(), files: [] };
  for (let count = 0; count < mostParts; count++) {
    const head = await parts.readHead();
    if (head === undefined) return form;
    const name = /;\s*filename="([^"]*)"/i.exec(head)?.[1];
    if (name === undefined) {
      form.fields.append(nameIn(head), (await parts.readText(mostTextBytes)).replaceAll("\r\n", "\n"));
    } else {
      const bytes = await new Response(ReadableStream.from(parts.content())).bytes();
      if (bytes.length > 0) form.files.push({ name, bytes });
    }
  }
  throw new InvalidInputError(`The form has more than ${mostParts} fields.`);
}

/** A message of 1 MiB, and some more, for the form's page to say what is too much. */
const mostTextBytes = 4 * 1024 * 1024;
const mostParts = 1000;

async function openParts(contentType: string, body: AsyncIterable<Uint8Array>): Promise<PartReader> {
  const boundary = /^multipart\/form-data;.*\bboundary="?([^";]+)/i.exec(contentType)?.[1];
  if (!boundary) throw new InvalidInputError("This is no form with a file.");
  const parts = new PartReader(`\r\n--${boundary}`, body);
  await parts.skipPreamble();
  return parts;
}

function nameIn(head: string): string {
  return /;\s*name="([^"]*)"/i.exec(head)?.[1] ?? "";
}

class PartReader {
  readonly #mark: Uint8Array;
  readonly #source: AsyncIterator<Uint8Array>;
  /** The first line of a form is a boundary without a line break before it. */
  #held: Uint8Array = encode("\r\n");

  constructor(boundary: string, body: AsyncIterable<Uint8Array>) {
    this.#mark = encode(boundary);
    this.#source = body[Symbol.asyncIterator]();
  }

  async skipPreamble(): Promise<void> {
    for await (const _ of this.content());
  }

  /** Undefined after the last part. */
  readHead(): Promise<string | undefined> {
    return this.#readTo(encode("\r\n\r\n"), "--");
  }

  async readText(mostBytes: number): Promise<string> {
    let text = "";
    const decoder = new TextDecoder();
    for await (const bytes of this.content()) {
      text += decoder.decode(bytes, { stream: true });
      if (text.length > mostBytes) throw new InvalidInputError("A field of the form is too long.");
    }
    return text + decoder.decode();
  }

  /** Up to the next boundary. */
  async *content(): AsyncGenerator<Uint8Array> {
    while (true) {
      const end = indexOf(this.#held, this.#mark);
      if (end >= 0) {
        const rest = this.#held.subarray(end + this.#mark.length);
        if (end > 0) yield this.#held.subarray(0, end);
        this.#held = rest;
        return;
      }
      const safe = Math.max(0, this.#held.length - this.#mark.length + 1);
      if (safe > 0) yield this.#held.subarray(0, safe);
      this.#held = this.#held.subarray(safe);
      if (!await this.#more()) throw new InvalidInputError("The form ends in the middle of the file.");
    }
  }

  async #readTo(mark: Uint8Array, last: string): Promise<string | undefined> {
    let end: number;
    while ((end = indexOf(this.#held, mark)) < 0) {
      if (new TextDecoder().decode(this.#held.subarray(0, last.length)) === last) return undefined;
      if (this.#held.length > mostHeldBytes || !await this.#more()) {
        throw new InvalidInputError("The form cannot be read.");
      }
    }
    const text = new TextDecoder().decode(this.#held.subarray(0, end));
    this.#held = this.#held.subarray(end + mark.length);
    return text;
  }

  async #more(): Promise<boolean> {
    const { done, value } = await this.#source.next();
    if (done) return false;
    const joined = new Uint8Array(this.#held.length + value.length);
    joined.set(this.#held);
    joined.set(value, this.#held.length);
    this.#held = joined;
    return true;
  }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function indexOf(bytes: Uint8Array, mark: Uint8Array): number {
  for (let at = bytes.indexOf(mark[0]!); at >= 0; at = bytes.indexOf(mark[0]!, at + 1)) {
    if (at + mark.length > bytes.length) return -1;
    if (mark.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
}
