/** Whole answers to a chat that are odd in one way each. */
import { body, chatBody, done, lines, token } from "./fault_material.ts";
import type { Fault } from "./fault_script.ts";

const text = ["Hello", " wörld", " €😀"];
const tokens = text.map((content) => token(content));

/** What every body below says, as far as it says anything. */
export const oddText = text.join("");

export const crlf = (): Fault => body(chatBody(text, "\r\n"));
export const blankLines = (): Fault => body(`\n\n${chatBody(text, "\n\n \n")}\n`);
export const byteOrderMark = (): Fault => body(`\ufeff${chatBody(text)}`);
export const trailingGarbage = (): Fault => body(`${chatBody(text)}garbage {{{\n`);
export const noLastNewline = (): Fault => body(chatBody(text).trimEnd());
export const malformedLine = (): Fault =>
  body(`${JSON.stringify(tokens[0])}\n{"model": oops\n${chatBody(text.slice(1))}`);
export const notJson = (): Fault => body("This is not JSON\n");
export const withoutDone = (): Fault => lines(tokens);
export const doneTwice = (): Fault => lines([...tokens, done(), done()]);
export const tokensAfterDone = (): Fault => lines([...tokens, done(), token(" more")]);
export const wrongTypes = (): Fault => lines([...tokens, { ...token(42), done: "no" }, done()]);
export const missingMessage = (): Fault => lines([...tokens, { model: "m", done: false }, done()]);
export const nullContent = (): Fault => lines([...tokens, token(null), done()]);
export const nullMetrics = (): Fault =>
  lines([...tokens, { ...done(), eval_count: null, eval_duration: null }]);
export const unknownReason = (): Fault => lines([...tokens, { ...done(), done_reason: "tired", extra: [1] }]);
export const thinkingParts = (): Fault =>
  lines([{ ...token(""), message: { role: "assistant", content: "", thinking: "Hmm" } }, ...tokens, done()]);
export const toolCallParts = (): Fault => {
  const call = {
    id: "call_abcdefgh",
    function: { index: 0, name: "get_weather", arguments: { city: "Paris" } },
  };
  return lines([
    ...tokens,
    { ...token(""), message: { role: "assistant", content: "", tool_calls: [call] } },
    done(),
  ]);
};
/** A character beyond U+FFFF as two JSON escapes. */
export const surrogateEscapes = (): Fault =>
  body(
    `{"model":"m","message":{"role":"assistant","content":"\\ud83d\\ude00"},"done":false}\n${
      JSON.stringify(done())
    }\n`,
  );
