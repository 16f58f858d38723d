/** The transcript of a chat: what is stored, then (as children) the live end of it. */
import type { ComponentChildren } from "preact";
import { Button } from "@/components/Button.tsx";
import { MessageForm, messageFormId } from "@/components/chat/MessageActions.tsx";
import { type MessageMode, StoredMessage } from "@/components/chat/StoredMessage.tsx";
import { Icon } from "@/components/Icon.tsx";
import { useTexts } from "@/lib/texts/context.ts";
import { fill } from "@/lib/texts/text.ts";
import type { Highlight } from "@/lib/markdown/tree.ts";
import type { Message } from "@/lib/shared/message.ts";

export interface ConversationProps {
  /** The chat; null before it is begun. */
  id: string | null;
  messages: Message[];
  /** What draws their code and formulas. */
  draw: Highlight;
  /** The oldest message shown, when there are older ones. */
  olderBefore: string | null;
  /** The newest message shown, when there are newer ones. */
  newerAfter?: string | null;
  /** A message of another branch than the current one, which is the one shown. */
  elsewhere?: string;
  /** How many messages the newest reply was made without. */
  unseen: number;
  isGenerating: boolean;
  /** How long replies were thought about, by their ids. */
  thinkingMs?: Record<string, number>;
  /** How many images came with messages, by their ids. */
  images?: Record<string, number>;
  /** A message that is being edited or asked about. */
  focus?: { id: string; mode: MessageMode };
  children?: ComponentChildren;
}

export function Conversation(props: ConversationProps) {
  const { id, messages, olderBefore, newerAfter, elsewhere, unseen, isGenerating, thinkingMs, focus } = props;
  const { chat } = useTexts();
  return (
    <>
      {id && <MessageForm sessionId={id} />}
      {olderBefore && (
        <a class="older" href={`/chat/${id}?before=${olderBefore}`} data-page-action="older">
          {chat.older}
        </a>
      )}
      {elsewhere && <ElsewhereNote id={elsewhere} />}
      {unseen > 0 && <UnseenNote count={unseen} />}
      <div
        id="conversation"
        role="log"
        aria-label={chat.conversation}
        aria-live="off"
        aria-busy={`${isGenerating}`}
      >
        <div data-history>
          {messages.map((message) => (
            <StoredMessage
              key={message.id}
              message={message}
              draw={props.draw}
              thinkingMs={thinkingMs?.[message.id] ?? null}
              images={props.images?.[message.id]}
              mode={focus?.id === message.id ? focus.mode : "reading"}
            />
          ))}
        </div>
        {props.children}
      </div>
      {(newerAfter || elsewhere) && (
        <p class="newer">
          {newerAfter && (
            <a href={`/chat/${id}?after=${newerAfter}`} data-page-action="newer">{chat.newer}</a>
          )}
          <a href={`/chat/${id}`} aria-current="false">{chat.latest}</a>
        </p>
      )}
    </>
  );
}

function ElsewhereNote({ id }: { id: string }) {
  const { chat } = useTexts();
  return (
    <p role="note" class="unseen">
      <span>{chat.elsewhere}</span>
      <Button form={messageFormId} name="select" value={id}>{chat.showVersion}</Button>
    </p>
  );
}

export function UnseenNote({ count }: { count: number }) {
  const { chat } = useTexts();
  return (
    <p role="note" class="unseen">
      <Icon name="info" />
      <span>{fill(chat.unseen, { n: count })}</span>
    </p>
  );
}
