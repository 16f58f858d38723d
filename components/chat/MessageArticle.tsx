/**
 * One message as the page shows it: stored ones on the server, the live turn in the browser.
 *
 * Takes its body as a node, so it knows neither Markdown nor streams. Buttons act without scripts through the
 * page's `MessageForm`; with scripts the conversation listens for their `data-action`.
 */
import type { ComponentChildren } from "preact";
import { MessageActions } from "@/components/chat/MessageActions.tsx";
import { ReplyEnding } from "@/components/chat/ReplyEnding.tsx";
import type { Message } from "@/lib/shared/message.ts";
import { useLiveTexts } from "@/lib/texts/context.ts";
import { formatMoment } from "@/lib/texts/format.ts";
import { fill } from "@/lib/texts/text.ts";
import type { LiveTexts } from "@/lib/texts/texts_on_page.ts";

export interface MessageArticleProps {
  message: Message;
  /** The text as shown. Live replies give an empty element that their stream fills. */
  children: ComponentChildren;
  /** Above the body of a reply: thinking, phase. */
  before?: ComponentChildren;
  /** In place of the actions: the editor's or the deletion's question. */
  instead?: ComponentChildren;
}

export function MessageArticle({ message, children, before, instead }: MessageArticleProps) {
  const { message: texts, format } = useLiveTexts();
  const isReply = message.role === "assistant";
  return (
    <article
      id={`m-${message.id}`}
      class="message"
      aria-label={authorOf(message, texts)}
      data-message-id={message.id}
      data-role={message.role}
      data-status={message.status}
      data-pinned={message.pinned ? "true" : undefined}
    >
      <header class={message.role === "user" ? "sr-only" : "message-head"}>
        <h2>{isReply && message.model ? message.model : texts.roles[message.role]}</h2>
        <time datetime={message.created_at}>{formatMoment(message.created_at, format)}</time>
      </header>
      {before}
      <div class="message-body">{children}</div>
      {message.role === "user" && isLong(message.content) && <Fold />}
      {isReply && <ReplyEnding message={message} />}
      {instead === undefined ? <MessageActions message={message} /> : instead}
    </article>
  );
}

/** Folded by the style sheet alone: its text stays in the page, to be found and copied. */
function Fold() {
  const { message: { showAll, showLess } } = useLiveTexts();
  return (
    <label class="fold">
      <input type="checkbox" class="sr-only" aria-label={showAll} />
      <span>{showAll}</span>
      <span>{showLess}</span>
    </label>
  );
}

/** More than a screen shows beside its answer. */
function isLong(content: string): boolean {
  return content.length > 2000 || content.split("\n", 26).length > 25;
}

function authorOf({ role, model }: Message, { roles, replyOf }: LiveTexts["message"]): string {
  return role === "assistant" && model ? fill(replyOf, { model }) : roles[role];
}
