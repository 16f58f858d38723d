/**
 * Every hostile text of ours, each once and with a number: what it runs is `alert(number)`, what it asks for is at
 * `x<number>.evil.example`, so that a find leads back to its text.
 */
import { PAYLOADS } from "@/tests/unit/markdown/payloads.ts";
import { addressPayloads } from "./addresses.ts";
import { htmlPayloads } from "./html.ts";
import { markdownPayloads } from "./markdown.ts";
import { requestPayloads } from "./requests.ts";

export const hostileTexts: string[] = [
  ...new Set([...PAYLOADS, ...htmlPayloads, ...requestPayloads, ...addressPayloads, ...markdownPayloads]),
].map(numbered);

function numbered(text: string, number: number): string {
  return text.replaceAll("alert(1)", `alert(${number})`).replaceAll(
    "evil.example",
    `x${number}.evil.example`,
  );
}
