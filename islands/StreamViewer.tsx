/**
 * The live end of the transcript. Renders inside the page's `role=log`, right after the element
 * `[data-history]` that holds the server-rendered articles:
 *
 *   <div role="log" aria-label="Conversation"> <div data-history>…articles…</div> <StreamViewer/> </div>
 *
 * Owns which turns are drawn with which components. What happens to them is lib/client/transcript.ts.
 */
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Button } from "@/components/Button.tsx";
import { MessageArticle } from "@/components/chat/MessageArticle.tsx";
import { MessageImages } from "@/components/chat/MessageImages.tsx";
import { PhaseLine } from "@/components/chat/PhaseLine.tsx";
import { Thinking } from "@/components/chat/Thinking.tsx";
import { browserWire } from "@/lib/client/browser_wire.ts";
import { watchForDiagrams } from "@/lib/client/load_diagrams.ts";
import { followMessageLink } from "@/lib/client/linked_message.ts";
import type { LiveTurn } from "@/lib/client/live_turn.ts";
import { followEnd, type Follower, scrollerOf } from "@/lib/client/scroll.ts";
import { Transcript } from "@/lib/client/transcript.ts";
import type { Message } from "@/lib/shared/message.ts";
import { useLiveTexts } from "@/lib/texts/context.ts";
import { formatDuration } from "@/lib/texts/format.ts";

export interface StreamViewerProps {
  sessionId: string | null;
  /** Config.background_generation. */
  background: boolean;
}

export default function StreamViewer({ sessionId, background }: StreamViewerProps) {
  const { turn } = useLiveTexts();
  const root = useRef<HTMLDivElement>(null);
  const follower = useRef<Follower>(null);
  const live = useSignal<LiveTurn[]>([]);
  const isFollowing = useSignal(true);
  useEffect(followMessageLink, []);
  useLayoutEffect(() => {
    const log = root.current!.closest<HTMLElement>("[role=log]")!;
    const scroll = follower.current = followEnd(scrollerOf(log), log, (value) => isFollowing.value = value);
    const close = new Transcript({
      log,
      live,
      sessionId,
      background,
      wire: browserWire(),
      onAsked: () => scroll.jump(),
    }).open();
    const endDiagrams = watchForDiagrams(log);
    return () => {
      endDiagrams();
      close();
      scroll.end();
    };
  }, []);
  return (
    <div data-live ref={root}>
      {live.value.map((each) => <LiveArticles key={each.key} turn={each} />)}
      {!isFollowing.value && (
        <Button
          type="button"
          icon="arrow-down"
          class="jump-latest"
          onClick={() => follower.current?.jump()}
        >
          {turn.jump}
        </Button>
      )}
    </div>
  );
}

function LiveArticles({ turn }: { turn: LiveTurn }) {
  const { question, reply } = turn.view.value;
  return (
    <>
      {question && (
        <MessageArticle
          message={question}
          before={turn.images > 0 && <MessageImages id={question.id} count={turn.images} />}
        >
          <div class="prose" ref={turn.question.attach} />
        </MessageArticle>
      )}
      {reply && (
        <MessageArticle message={reply} before={<BeforeReply turn={turn} reply={reply} />}>
          <div class="prose" ref={turn.body.attach} />
        </MessageArticle>
      )}
    </>
  );
}

function BeforeReply({ turn, reply }: { turn: LiveTurn; reply: Message }) {
  const { phase, expectedMs, phaseSince, thinkingMs } = turn.view.value;
  const isStreaming = reply.status === "streaming";
  return (
    <>
      {reply.thinking !== null && (
        <Thinking durationMs={thinkingMs} isLive={isStreaming && thinkingMs === null}>
          <div class="prose" ref={turn.thinking.attach} />
        </Thinking>
      )}
      {isStreaming && (
        <PhaseLine phase={phase} model={reply.model} expectedMs={expectedMs}>
          <Elapsed key={phase} since={phaseSince} />
        </PhaseLine>
      )}
    </>
  );
}

/** From the second second on: shorter waits need no clock. */
function Elapsed({ since }: { since: number }) {
  const { format } = useLiveTexts();
  const [elapsed, setElapsed] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setElapsed(performance.now() - since), 1000);
    return () => clearInterval(timer);
  }, [since]);
  return elapsed < 1000
    ? null
    : <span class="tabular-nums">{formatDuration(Math.floor(elapsed / 1000) * 1000, format)}</span>;
}
