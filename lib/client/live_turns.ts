/** The turns at the live end of the page: which one runs, and which articles it takes the place of. */
import type { Signal } from "@preact/signals";
import type { TurnBegin } from "./bus.ts";
import { LiveTurn } from "./live_turn.ts";
import { articleById, removeFrom } from "./transcript_dom.ts";

/** How long a live reply may be behind what the server had drawn before it is shown all the same. */
const catchUpMs = 3000;

export class LiveTurns {
  running: LiveTurn | undefined;
  #look = 0;

  /** @param shown what components draw */
  constructor(readonly log: Element, readonly shown: Signal<LiveTurn[]>) {}

  begin(begin: TurnBegin, sessionId: string | null): void {
    this.running = new LiveTurn(begin, { sessionId, model: null });
    if (begin.replaces?.when === "caught-up") setTimeout(() => this.showRunning(), catchUpMs);
    else this.showRunning();
  }

  /** As soon as it has as much to show as the article whose place it takes: nothing flashes. */
  showCaughtUp(): void {
    const { running } = this;
    if (this.#look || !running || this.shown.value.includes(running)) return;
    this.#look = requestAnimationFrame(() => {
      this.#look = 0;
      const old = running.begin.replaces && articleById(this.log, running.begin.replaces.id);
      const length = old?.querySelector(".message-body")?.textContent?.trim().length ?? 0;
      if (running === this.running && running.drawnLength() >= length) this.showRunning();
    });
  }

  showRunning(): void {
    const { running } = this;
    if (!running || this.shown.value.includes(running)) return;
    const { replaces } = running.begin;
    running.draw();
    this.shown.value = [...(replaces ? this.#before(replaces.id) : this.shown.value), running];
  }

  /** The running turn, ended. It stays on the page. */
  end(): LiveTurn | undefined {
    const { running } = this;
    running?.end();
    this.showRunning();
    this.running = undefined;
    return running;
  }

  drop(turn: LiveTurn): void {
    this.shown.value = this.shown.value.filter((shown) => shown !== turn);
  }

  /**
   * What of these a page of the server shows just so stays, with its selection and focus; the rest goes.
   *
   * @returns the ids of the messages that are still shown here
   */
  settle(page: Document): ReadonlySet<string> {
    const stored = [...page.querySelectorAll<HTMLElement>("[data-history] > article")];
    const own = this.shown.value.flatMap((turn) => turn.ids);
    const end = stored.slice(-own.length).map((article) => article.dataset.messageId);
    const isSame = own.join() === end.join() &&
      this.shown.value.every((turn) =>
        turn === this.running || turn.ids.every((id) => this.#isAs(id, stored))
      );
    if (!isSame) this.shown.value = this.shown.value.filter((turn) => turn === this.running);
    return new Set(this.shown.value.flatMap((turn) => turn.ids));
  }

  #isAs(id: string, stored: HTMLElement[]): boolean {
    const [live, other] = [articleById(this.log, id), stored.find(({ dataset }) => dataset.messageId === id)];
    return live !== null && other !== undefined && appearance(live) === appearance(other);
  }

  /** The turns that stay when the message and what follows it go: it may be a stored one or a live one. */
  #before(id: string): LiveTurn[] {
    if (removeFrom(this.log, id)) return [];
    const turns = this.shown.value;
    const place = turns.findIndex((turn) => turn.ids.includes(id));
    if (place < 0) return turns;
    turns[place]!.dropReply();
    return turns.slice(0, place + 1);
  }
}

function appearance(article: HTMLElement): string {
  const { status, pinned = "" } = article.dataset;
  return [status, pinned, article.querySelectorAll("*").length, article.textContent].join();
}
