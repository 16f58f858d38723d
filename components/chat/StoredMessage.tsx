/** A message out of the database, its Markdown rendered on the server. Not for islands: it brings the renderer. */
import { DeleteQuestion } from "@/components/chat/DeleteQuestion.tsx";
import { MessageArticle } from "@/components/chat/MessageArticle.tsx";
import { MessageEditor } from "@/components/chat/MessageEditor.tsx";
import { Thinking } from "@/components/chat/Thinking.tsx";
import { renderMarkdown } from "@/lib/markdown/render.ts";
import type { Message } from "@/lib/shared/message.ts";

export type MessageMode = "reading" | "editing" | "deleting";

export function StoredMessage({ message, mode = "reading" }: { message: Message; mode?: MessageMode }) {
  return (
    <MessageArticle
      message={message}
      before={<StoredThinking message={message} />}
      instead={inMode(message, mode)}
    >
      {mode === "editing" ? <MessageEditor message={message} /> : (
        <div
          class="prose"
          dangerouslySetInnerHTML={{
            __html: renderMarkdown(message.content, { breaks: message.role === "user" }),
          }}
        />
      )}
    </MessageArticle>
  );
}

function inMode(message: Message, mode: MessageMode) {
  if (mode === "deleting") return <DeleteQuestion message={message} />;
  return mode === "editing" ? null : undefined;
}

function StoredThinking({ message }: { message: Message }) {
  if (!message.thinking) return null;
  return (
    <Thinking durationMs={null}>
      <div class="prose" dangerouslySetInnerHTML={{ __html: renderMarkdown(message.thinking) }} />
    </Thinking>
  );
}
