/**
 * A chat as one HTML file that needs nothing else: to keep, to send, to print.
 *
 * It runs no script and asks no server for anything; its own policy says so too. A message at a time.
 */
import { highlight } from "@/lib/markdown/highlight.ts";
import { renderMarkdown } from "@/lib/markdown/render.ts";
import type { Message } from "@/lib/shared/message.ts";
import type { Texts } from "@/lib/texts/catalogue.ts";
import { formatMoment } from "@/lib/texts/format.ts";
import { sayProblem } from "@/lib/texts/problem.ts";

export interface FiledMessage {
  message: Message;
  /** As `data:` addresses. */
  images: string[];
}

export function* writeChatFile(
  title: string,
  messages: Iterable<FiledMessage>,
  texts: Texts,
): Generator<string> {
  yield `<!DOCTYPE html>
<html lang="${texts.tag}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="referrer" content="no-referrer">
<title>${escape(title)}</title>
<style>${styles}</style>
<main>
<h1>${escape(title)}</h1>
`;
  for (const filed of messages) yield writeMessage(filed, texts);
  yield "</main>\n</html>\n";
}

function writeMessage({ message, images }: FiledMessage, { file, live, problems }: Texts): string {
  const { id, role, content, thinking, status, error, created_at } = message;
  const prose = (source: string, kind: string) =>
    renderMarkdown(source, {
      notePrefix: `${kind}-${id}-`,
      breaks: role === "user",
      highlight,
      wording: live.markdown,
    });
  const author = role === "assistant" && message.model || live.message.roles[role];
  return [
    `<article class="${role}">`,
    `<h2>${escape(author)} <time datetime="${created_at}">${
      formatMoment(created_at, live.format)
    }</time></h2>`,
    ...(thinking ? [`<details><summary>${file.thinking}</summary>${prose(thinking, "t")}</details>`] : []),
    ...images.map((address) => `<img alt="${file.image}" src="${escape(address)}">`),
    `<div>${prose(content, "n")}</div>`,
    ...(status === "complete"
      ? []
      : [`<p class="ending">${escape(sayProblem(error?.message ?? file.endings[status], problems))}</p>`]),
    "</article>\n",
  ].join("\n");
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const styles = `
:root { color-scheme: light dark; --line: #8886; --soft: #8882; }
body { margin: 0; font: 1rem/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 44rem; margin: auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.3; }
article { padding-block: 1rem; border-top: 1px solid var(--line); }
article > h2 { margin: 0; font-size: .875rem; }
time { margin-left: .5rem; font-weight: 400; opacity: .7; }
.user > div { padding: .5rem 1rem; border-radius: 10px; background: var(--soft); }
img { max-width: 100%; margin-block: .75rem; }
details { margin-block: .75rem; opacity: .8; }
details > :not(summary) { margin-left: 1rem; }
pre { overflow-x: auto; padding: .75rem 1rem; border-radius: 8px; background: var(--soft); white-space: pre; }
code, kbd { font-family: ui-monospace, monospace; font-size: .9em; }
figure { margin: 1rem 0; }
figcaption { font-size: .8rem; opacity: .7; }
.code-copy, .code-wrap { display: none; }
table { border-collapse: collapse; }
th, td { padding: .3rem .7rem; border: 1px solid var(--line); }
blockquote { margin-inline: 0; padding-left: 1rem; border-left: 3px solid var(--line); }
.ending { font-size: .875rem; font-style: italic; }
.tok-keyword { color: light-dark(#a0309a, #d7a6ff); }
.tok-string { color: light-dark(#276b2e, #9fd89a); }
.tok-number { color: light-dark(#96500b, #f0b97d); }
.tok-comment { opacity: .65; }
.tok-function { color: light-dark(#1f5fa8, #8fc1ff); }
.tok-type { color: light-dark(#8a5a00, #ecc873); }
@media print { article { break-inside: avoid-page; } }
`;
