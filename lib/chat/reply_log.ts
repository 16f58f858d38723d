/**
 * The events of one reply, numbered, and what a late reader needs of those no longer kept.
 *
 * Everything here is synchronous: a reader sees a place in the log and what comes after it in the same tick,
 * so there is no gap and no repeat.
 */
import type { ChatEvent, NumberedEvent } from "@/lib/shared/chat.ts";

export class ReplyLog {
  #kept: NumberedEvent[] = [];
  #lastId = 0;
  #hasEnded = false;
  #sum: Sum = { thinking: "", content: "" };
  #changed = Promise.withResolvers<void>();
  readonly ended: Promise<void>;
  #end: () => void;

  constructor(readonly maxKept: number) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    this.#end = resolve;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  get lastId(): number {
    return this.#lastId;
  }

  append(event: ChatEvent): void {
    this.#kept.push({ ...event, id: ++this.#lastId });
    if (this.#kept.length > this.maxKept) this.#kept.shift();
    addTo(this.#sum, event);
    this.#wake();
  }

  end(): void {
    this.#hasEnded = true;
    this.#end();
    this.#wake();
  }

  /** What comes after event `after`; begins anew with `start` where that is no longer kept. */
  since(after: number): NumberedEvent[] {
    if (after === this.#lastId) return [];
    const firstKept = this.#lastId - this.#kept.length + 1;
    if (after + 1 < firstKept || after > this.#lastId) return this.#anew();
    return this.#kept.slice(after + 1 - firstKept);
  }

  /** Resolves with the next event or the end. */
  change(): Promise<void> {
    return this.#changed.promise;
  }

  /** The whole reply in a few events, numbered so that the next real one follows. */
  #anew(): NumberedEvent[] {
    const { start, phase, thinking, content, last } = this.#sum;
    const events: ChatEvent[] = [];
    if (start) events.push(start);
    if (phase) events.push(phase);
    if (thinking) events.push({ event: "thinking", data: { text: thinking } });
    if (content) events.push({ event: "token", data: { text: content } });
    if (last) events.push(last);
    return events.map((event, index) => ({ ...event, id: this.#lastId - events.length + 1 + index }));
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}

interface Sum {
  start?: ChatEvent;
  phase?: ChatEvent;
  thinking: string;
  content: string;
  last?: ChatEvent;
}

function addTo(sum: Sum, event: ChatEvent): void {
  if (event.event === "start") sum.start = event;
  else if (event.event === "phase") sum.phase = event;
  else if (event.event === "thinking") sum.thinking += event.data.text;
  else if (event.event === "token") sum.content += event.data.text;
  else if (event.event === "done" || event.event === "error") sum.last = event;
}
