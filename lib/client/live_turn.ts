/**
 * One turn being drawn while it happens.
 *
 * Text goes straight into the DOM, at the pace of pace.ts; only what changes rarely (phase, status, figures at the end)
 * is a signal that components read. Knows nothing of connections.
 */
import { type Signal, signal } from "@preact/signals";
import type { NumberedEvent, Phase } from "@/lib/shared/chat.ts";
import type { ReplyError } from "@/lib/shared/error.ts";
import type { Message } from "@/lib/shared/message.ts";
import type { TurnBegin } from "./bus.ts";
import { DrawnText } from "./drawn_text.ts";
import { Pace } from "./pace.ts";
import { askedTurn, nextTurn, type Turn } from "./turns.ts";

export interface LiveView {
  question: Message | null;
  /** Null once a later turn has taken its place. */
  reply: Message | null;
  phase: Phase;
  expectedMs: number | null;
  /** When the phase began, by performance.now(). */
  phaseSince: number;
  /** How long the reasoning took; null while it goes on, or when its beginning was not seen. */
  thinkingMs: number | null;
}

export class LiveTurn {
  readonly key = `turn-${performance.now()}`;
  readonly view: Signal<LiveView>;
  readonly question = new DrawnText(() => ({
    breaks: true,
    notePrefix: `n-${this.view.value.question?.id}-`,
  }));
  readonly body = new DrawnText(() => ({ notePrefix: `n-${this.view.value.reply?.id}-` }));
  readonly thinking = new DrawnText(() => ({ notePrefix: `t-${this.view.value.reply?.id}-` }));
  #turn: Turn = askedTurn;
  readonly #pace = new Pace(() => this.draw());
  #thinkingSince: number | null = null;

  constructor(readonly begin: TurnBegin, place: { sessionId: string | null; model: string | null }) {
    const reply = message("assistant", begin.replyId ?? "pending", place);
    const question = begin.content === null ? null : message("user", pendingQuestionId, place);
    if (question) {
      question.content = begin.content!;
      this.question.finish(question.content);
    }
    this.view = signal<LiveView>({
      question,
      reply,
      phase: "queued",
      expectedMs: null,
      phaseSince: performance.now(),
      thinkingMs: null,
    });
  }

  get turn(): Turn {
    return this.#turn;
  }

  get ids(): string[] {
    const { question, reply } = this.view.value;
    return [question, reply].flatMap((message) => message ? [message.id] : []);
  }

  /** How many images stand on the server by now. */
  get images(): number {
    return this.view.value.question?.id === pendingQuestionId ? 0 : this.begin.images ?? 0;
  }

  /** How much text there would be to see if it were on the page. */
  drawnLength(): number {
    const trial = document.createElement("div");
    this.draw();
    this.body.attach(trial);
    return trial.textContent!.trim().length;
  }

  /** Another reply is shown in this one's place. */
  dropReply(): void {
    this.#change({ reply: null });
  }

  take(event: NumberedEvent): void {
    const before = this.#turn;
    this.#turn = nextTurn(before, event);
    if (this.#turn === before) return;
    if (event.event === "thinking") this.#thinkingSince ??= performance.now();
    if (event.event === "done" || event.event === "error") this.end();
    else this.#pace.soon();
  }

  /** Draws what is left; a hidden tab has no frames to wait for. */
  end(): void {
    this.#pace.end();
  }

  /** What came since the last frame. */
  draw(): void {
    const turn = this.#turn;
    if (turn.state === "asked") return;
    const isFirst = this.view.value.question?.id === pendingQuestionId;
    this.#change(turn.state === "done" ? this.#doneView(turn.message) : this.#runningView(turn));
    if (isFirst) this.question.drawAnew(); // the ids of its footnotes hold its own
    if (turn.state === "done") {
      this.body.finish(turn.message.content);
      this.thinking.finish(turn.message.thinking ?? "");
      return;
    }
    this.body.show(turn.content, turn.edition);
    this.thinking.show(turn.thinking, turn.edition);
    if (turn.state === "failed") this.body.finish(turn.content);
  }

  /** A short reply may be done before anything of it was drawn: its question has no id of its own yet. */
  #doneView(reply: Message): Partial<LiveView> {
    const { question } = this.view.value;
    const { session_id, created_at } = reply;
    return {
      question: question && { ...question, session_id, created_at, id: reply.parent_id ?? question.id },
      reply,
    };
  }

  #runningView(turn: Extract<Turn, { state: "running" | "failed" }>): Partial<LiveView> {
    const { question, reply, phase, phaseSince, thinkingMs } = this.view.value;
    const { start } = turn;
    const common = { session_id: start.session_id, created_at: start.created_at };
    const hasThinking = turn.thinking !== "";
    const isThinkingOver = hasThinking && turn.content !== "" && this.#thinkingSince !== null;
    return {
      question: question && { ...question, ...common, id: start.user_message_id },
      reply: reply && {
        ...reply,
        ...common,
        id: start.message_id,
        model: start.model,
        thinking: hasThinking ? "" : null,
        ...(turn.state === "failed" ? { status: endingOf(turn.error), error: turn.error } : {}),
      },
      phase: turn.phase,
      expectedMs: turn.expectedMs,
      phaseSince: phase === turn.phase ? phaseSince : performance.now(),
      thinkingMs: thinkingMs ?? (isThinkingOver ? performance.now() - this.#thinkingSince! : null),
    };
  }

  /** Components render only when something they show is different. */
  #change(change: Partial<LiveView>): void {
    const next = { ...this.view.value, ...change };
    if (JSON.stringify(next) !== JSON.stringify(this.view.value)) this.view.value = next;
  }
}

/** A lost connection leaves a reply that can be continued. */
function endingOf({ code }: ReplyError): "interrupted" | "failed" {
  return ["interrupted", "shutdown", "ollama_unreachable"].includes(code) ? "interrupted" : "failed";
}

const pendingQuestionId = "pending-question";

function message(
  role: "user" | "assistant",
  id: string,
  place: { sessionId: string | null; model: string | null },
): Message {
  const now = new Date().toISOString();
  return {
    id,
    session_id: place.sessionId ?? "",
    parent_id: null,
    role,
    content: "",
    thinking: null,
    model: role === "assistant" ? place.model : null,
    status: role === "assistant" ? "streaming" : "complete",
    error: null,
    pinned: false,
    variant: { index: 0, count: 1 },
    metrics: null,
    created_at: now,
    updated_at: now,
  };
}
