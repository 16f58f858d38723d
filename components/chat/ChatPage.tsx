/** The page of a chat: its head, the conversation that scrolls, and the composer below. */
import type { ComponentChildren } from "preact";
import { Banner } from "@/components/Banner.tsx";
import { ChatMenu } from "@/components/chat/ChatMenu.tsx";
import { Conversation } from "@/components/chat/Conversation.tsx";
import { EmptyChat } from "@/components/chat/EmptyChat.tsx";
import { ModelNote } from "@/components/chat/ModelNote.tsx";
import { PageHead } from "@/components/layout/PageHead.tsx";
import { TemporaryNote } from "@/components/chat/TemporaryNote.tsx";
import type { Highlight } from "@/lib/markdown/tree.ts";
import type { Texts } from "@/lib/texts/catalogue.ts";
import { useTexts } from "@/lib/texts/context.ts";
import type { ChatView } from "@/lib/pages/chat_page.ts";

export interface ChatPageProps {
  chat: ChatView;
  /** What draws the code and formulas of its messages. */
  draw: Highlight;
  /** The islands. */
  hud: ComponentChildren;
  live: ComponentChildren;
  composer: ComponentChildren;
}

export function ChatPage({ chat, draw, hud, live, composer }: ChatPageProps) {
  const texts = useTexts();
  return (
    <main id="main" class="page" tabIndex={-1}>
      <PageHead title={titleOf(chat, texts)}>
        {hud}
        {chat.id !== null && <ChatMenu sessionId={chat.id} {...chat} />}
      </PageHead>
      {chat.id !== null && chat.isTemporary && <TemporaryNote sessionId={chat.id} />}
      {chat.problem && <Banner title={texts.chat.notSent} cause={chat.problem} />}
      <div class="transcript" data-scroller>
        <div class="transcript-column">
          {chat.messages.length === 0 && (
            <EmptyChat model={chat.composer.model} hasNoModel={chat.hasNoModel} keys={chat.keys} />
          )}
          <Conversation {...chat} draw={draw} isGenerating={chat.generating !== null}>
            {live}
          </Conversation>
          {chat.newerAfter === null && !chat.elsewhere && <div class="transcript-end" />}
        </div>
      </div>
      {chat.generating && <StopForm sessionId={chat.id} replyId={chat.generating} />}
      {(chat.id !== null || !chat.hasNoModel) && <ModelNote sessionId={chat.id} readiness={chat.readiness} />}
      {composer}
    </main>
  );
}

/** What it is called, for its page. */
export function titleOf({ title, isTemporary }: ChatView, { sessions, temporary }: Texts): string {
  return title ?? (isTemporary ? temporary.title : sessions.newChat);
}

/** Without scripts the composer knows nothing of a reply that is being written. */
function StopForm({ sessionId, replyId }: { sessionId: string | null; replyId: string }) {
  const { chat } = useTexts();
  return (
    <noscript>
      <form method="post" action={`/chat/${sessionId}`} class="stop-form">
        <p class="text-ink-muted">{chat.beingWritten}</p>
        <button type="submit" class="btn btn-plain" name="stop" value={replyId}>{chat.stop}</button>
      </form>
    </noscript>
  );
}
