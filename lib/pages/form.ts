/** What a plain form of a page says: its fields as texts. */
import { AppError } from "@/lib/errors.ts";

/** One that was chosen in a form. */
export interface FormFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** A message of 1 MiB, each byte of it written as `%XX`. */
const maxFormBytes = 4 * 1024 * 1024;

/** Ours have some thirty. */
const mostFields = 1000;

/** Line breaks are `\n` again, which forms send as `\r\n`. */
export async function readForm(req: Request, mostBytes = maxFormBytes): Promise<URLSearchParams> {
  const decoder = new TextDecoder();
  let text = "";
  let length = 0;
  for await (const chunk of req.body ?? []) {
    length += chunk.length;
    if (length > mostBytes) {
      throw new AppError("payload_too_large", `The form is larger than ${mostBytes / 1024} KiB.`);
    }
    text += decoder.decode(chunk, { stream: true });
  }
  text += decoder.decode();
  if (text.split("&", mostFields + 1).length > mostFields) {
    throw new AppError("invalid_input", `The form has more than ${mostFields} fields.`);
  }
  const fields = new URLSearchParams(text);
  return new URLSearchParams([...fields].map(([name, value]) => [name, value.replaceAll("\r\n", "\n")]));
}

/** Where a form says it came from, if that is a page of ours. */
export function backOf(form: URLSearchParams, otherwise: string): string {
  const back = form.get("back") ?? "";
  return /^\/(chat|models|metrics|search|settings)(?![\w-])[^\\]*$/.test(back) ? back : otherwise;
}
