/**
 * A reply while it is being written: stores each piece before anyone may see it, and knows how it ended.
 *
 * It is "stopped" until something says otherwise. Owns the text, the figures and the end; knows nothing of
 * readers and phases.
 */
import type { Database } from "@/lib/db/database.ts";
import { insertPiece, type PieceKind } from "@/lib/db/reply_pieces.ts";
import { describeError } from "@/lib/errors.ts";
import type { ChatChunk, DoneFigures } from "@/lib/ollama/client.ts";
import type { ChatEvent, LiveMetrics } from "@/lib/shared/chat.ts";
import type { ReplyError } from "@/lib/shared/error.ts";
import type { MessageStatus } from "@/lib/shared/message.ts";
import { ReplyEnded } from "./live.ts";
import { TextGuard } from "./text_guard.ts";

export class ReplyDraft {
  status: Exclude<MessageStatus, "streaming"> = "stopped";
  error: ReplyError | null = null;
  figures: DoneFigures | null = null;
  readonly toolCalls: unknown[] = [];
  firstTokenMs: number | null = null;
  thinkingMs: number | null = null;
  #startedAt = performance.now();
  #firstThoughtAt: number | null = null;
  #tokens = 0;
  #position = 0;
  #guards: Record<PieceKind, TextGuard> = { content: new TextGuard(), thinking: new TextGuard() };

  constructor(readonly db: Database, readonly messageId: string) {}

  /** Stores what came in one read and gives it as events. Nothing is given that is not stored. */
  add(chunks: ChatChunk[]): ChatEvent[] {
    const runs = chunks.flatMap((chunk) => this.#take(chunk)).reduce(joinRuns, []);
    this.#store(runs);
    return runs.map(toEvent);
  }

  finish(): ChatEvent[] {
    this.status = "complete";
    return this.#flush();
  }

  /** What came before the failure is kept. */
  fail(error: unknown, signal: AbortSignal): ChatEvent[] {
    if (signal.aborted && signal.reason instanceof ReplyEnded) {
      if (signal.reason.why === "shutdown") {
        this.#end(
          "interrupted",
          "shutdown",
          "Chat WebUI was stopped while this reply was written. Continue it.",
        );
      }
    } else {
      const { code, message } = describeError(error);
      this.#end(code === "ollama_unreachable" ? "interrupted" : "failed", code, message);
    }
    return this.#flush();
  }

  liveMetrics(): LiveMetrics {
    const elapsed = performance.now() - this.#startedAt;
    const writing = this.firstTokenMs === null ? 0 : elapsed - this.firstTokenMs;
    return {
      completion_tokens: this.#tokens,
      tokens_per_second: writing > 0 && this.#tokens > 1 ? (this.#tokens - 1) / writing * 1000 : null,
      elapsed_ms: Math.round(elapsed),
      time_to_first_token_ms: this.firstTokenMs,
    };
  }

  #take(chunk: ChatChunk): Run[] {
    if (chunk.done) this.figures = chunk.done;
    this.toolCalls.push(...chunk.toolCalls);
    const now = performance.now();
    if (chunk.content || chunk.thinking) {
      this.#tokens += 1;
      this.firstTokenMs ??= Math.round((now - this.#startedAt) * 10) / 10;
    }
    if (chunk.thinking) this.#firstThoughtAt ??= now;
    if (chunk.content && this.#firstThoughtAt !== null) this.thinkingMs ??= now - this.#firstThoughtAt;
    return [
      { kind: "thinking" as const, text: this.#guards.thinking.pass(chunk.thinking) },
      { kind: "content" as const, text: this.#guards.content.pass(chunk.content) },
    ].filter((run) => run.text !== "");
  }

  #flush(): ChatEvent[] {
    if (this.#firstThoughtAt !== null) this.thinkingMs ??= performance.now() - this.#firstThoughtAt;
    const runs: Run[] = (["thinking", "content"] as const)
      .map((kind) => ({ kind, text: this.#guards[kind].rest() })).filter((run) => run.text !== "");
    this.#store(runs);
    return runs.map(toEvent);
  }

  #store(runs: Run[]): void {
    if (runs.length === 0) return;
    this.db.relaxed(() => {
      for (const { kind, text } of runs) {
        insertPiece(this.db, { messageId: this.messageId, position: this.#position++, kind, text });
      }
    });
  }

  #end(status: "interrupted" | "failed", code: ReplyError["code"], message: string): void {
    this.status = status;
    this.error = { code, message };
  }
}

interface Run {
  kind: PieceKind;
  text: string;
}

function joinRuns(runs: Run[], run: Run): Run[] {
  const last = runs.at(-1);
  if (last?.kind === run.kind) last.text += run.text;
  else runs.push(run);
  return runs;
}

function toEvent({ kind, text }: Run): ChatEvent {
  return { event: kind === "content" ? "token" : "thinking", data: { text } };
}
