/** A message out of the database, its Markdown rendered on the server. Not for islands: it brings the renderer. */
import { asset, Head } from "fresh/runtime";
import { DeleteQuestion } from "@/components/chat/DeleteQuestion.tsx";
import { MessageArticle } from "@/components/chat/MessageArticle.tsx";
import { MessageEditor } from "@/components/chat/MessageEditor.tsx";
import { MessageImages } from "@/components/chat/MessageImages.tsx";
import { Thinking } from "@/components/chat/Thinking.tsx";
import { renderMarkdown } from "@/lib/markdown/render.ts";
import type { Highlight } from "@/lib/markdown/tree.ts";
import { useLiveTexts } from "@/lib/texts/context.ts";
import type { Message } from "@/lib/shared/message.ts";

export type MessageMode = "reading" | "editing" | "deleting";

export interface StoredMessageProps {
  message: Message;
  /** What draws its code and formulas. */
  draw: Highlight;
  /** How long it was thought about, where that is known. */
  thinkingMs?: number | null;
  /** How many came with it. */
  images?: number;
  mode?: MessageMode;
}

export function StoredMessage(
  { message, draw, thinkingMs = null, images = 0, mode = "reading" }: StoredMessageProps,
) {
  return (
    <MessageArticle
      message={message}
      before={images > 0
        ? <MessageImages id={message.id} count={images} />
        : <StoredThinking message={message} draw={draw} durationMs={thinkingMs} />}
      instead={inMode(message, mode)}
    >
      {mode === "editing" ? <MessageEditor message={message} /> : (
        <Prose
          source={message.content}
          draw={draw}
          notePrefix={`n-${message.id}-`}
          breaks={message.role === "user"}
        />
      )}
    </MessageArticle>
  );
}

function inMode(message: Message, mode: MessageMode) {
  if (mode === "deleting") return <DeleteQuestion message={message} />;
  return mode === "editing" ? null : undefined;
}

interface StoredThinkingProps extends Pick<StoredMessageProps, "message" | "draw"> {
  durationMs: number | null;
}

function StoredThinking({ message, draw, durationMs }: StoredThinkingProps) {
  if (!message.thinking) return null;
  return (
    <Thinking durationMs={durationMs}>
      <Prose source={message.thinking} draw={draw} notePrefix={`t-${message.id}-`} />
    </Thinking>
  );
}

interface ProseProps {
  source: string;
  draw: Highlight;
  /** Of the ids of footnotes; unique on the page. */
  notePrefix: string;
  /** Line breaks in the source are line breaks on the page. */
  breaks?: boolean;
}

function Prose({ source, draw, notePrefix, breaks }: ProseProps) {
  const { markdown: wording } = useLiveTexts();
  const html = renderMarkdown(source, { notePrefix, breaks, highlight: draw, wording });
  return (
    <>
      {html.includes("<math ") && <FormulaFont />}
      <div class="prose" dangerouslySetInnerHTML={{ __html: html }} />
    </>
  );
}

/** In the head, the first paint waits for it (a moment): nothing moves when it comes. */
function FormulaFont() {
  return (
    <Head>
      <link
        key="formula-font"
        rel="preload"
        as="font"
        type="font/woff2"
        href={asset("/fonts/stix-two-math.woff2")}
        crossorigin="anonymous"
      />
    </Head>
  );
}
