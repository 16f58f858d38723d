/** Markdown as models write it, the same mixture from beginning to end, so that its tenths can be compared. */
import { tokensOf } from "@/lib/guide/models/tokens.ts";

/** Exactly `count` tokens. */
export function* markdownTokens(count: number): Generator<string> {
  let sent = 0;
  for (let section = 1;; section++) {
    for (const token of tokensOf(sectionText(section))) {
      if (sent++ === count) return;
      yield token;
    }
  }
}

/** Some 190 tokens: prose, emphasis, links, a list, a table now and then, code. */
function sectionText(number: number): string {
  return [
    `## Section ${number}: reading the log`,
    `The **scheduler** wakes every \`${number}\` seconds and looks at *each* queue in turn; what it finds is ` +
    `written to the log. See [the manual](https://example.org/manual/${number}) for what the columns mean.`,
    `1. Open the file and read its first line.\n2. Compare the *checksum* with the one stored.\n` +
    `3. When they differ:\n   - keep the old file,\n   - tell the user, and\n   - stop.`,
    number % 3 === 0
      ? `| column | meaning |\n| --- | --- |\n| \`id\` | the number of the row |\n| \`time\` | when it was made |`
      : `> A note: nothing is deleted here, whatever the log may say about row ${number}.`,
    "```ts\n" +
    `export function readRow${number}(line: string): Row | undefined {\n` +
    `  const [id, time] = line.split("\\t");\n` +
    `  if (id === undefined || time === undefined) return; // a cut line\n` +
    "  return { id: Number(id), time: new Date(time) };\n}\n```",
    "",
  ].join("\n\n");
}
