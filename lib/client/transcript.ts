/**
 * The conversation on the page: stored messages, then the live turn, and when the first take over from the
 * second.
 *
 * Owns which reply is followed. Drawing is live_turn.ts, markup the server's and components/chat.
 */
import type { Signal } from "@preact/signals";
import { codeTextOf } from "@/lib/markdown/code.ts";
import { textsOnPage } from "@/lib/texts/texts_on_page.ts";
import { ReplyVoice } from "./announce.ts";
import { UnreachableError } from "./api.ts";
import { hear, type PageEvents, tell, type TurnBegin } from "./bus.ts";
import { copyFormulas } from "./copy_formulas.ts";
import type { Wire } from "./follow_reply.ts";
import type { LiveTurn } from "./live_turn.ts";
import { LiveTurns } from "./live_turns.ts";
import { actionAt, copy } from "./message_actions.ts";
import { runTurn, sendTurn, watchReply } from "./send_turn.ts";
import { loadServerPage, type ServerPage } from "./server_page.ts";
import type { SessionNews } from "./session_feed.ts";
import { showHistory } from "./transcript_dom.ts";

export interface TranscriptOptions {
  log: HTMLElement;
  /** The turns that components draw. */
  live: Signal<LiveTurn[]>;
  sessionId: string | null;
  background: boolean;
  wire: Wire;
  /** The reader has sent something: the end is where the answer will be. */
  onAsked(): void;
}

/** News so soon after a reply are mostly of its end, and may wait. */
const echoMs = 2000;
/** Several of them come at once. */
const newsRestMs = 100;
const unreachableMs = 3000;
/** A page that is open all day shows what a reload would show, in the end. */
const mostLiveTurns = 30;

export class Transcript {
  readonly #turns: LiveTurns;
  readonly #voice: ReplyVoice;
  #sessionId: string | null;
  #endedAt = -Infinity;
  #timer = 0;
  #shows = 0;

  constructor(readonly options: TranscriptOptions) {
    this.#sessionId = options.sessionId;
    this.#turns = new LiveTurns(options.log, options.live);
    this.#voice = new ReplyVoice(options.log.closest("main") ?? document.body, textsOnPage().turn);
  }

  open(): () => void {
    const { log } = this.options;
    const listening = new AbortController();
    log.addEventListener("click", (event) => this.#press(event), listening);
    log.addEventListener("keydown", cancelEditing, listening);
    log.addEventListener("copy", copyFormulas, listening);
    const endings = [
      hear("turn:ask", (body) => this.#ask(body)),
      hear("turn:begin", (begin) => this.#begin(begin)),
      hear("turn:event", (event) => this.#take(event)),
      hear("turn:end", (end) => this.#end(end)),
      hear("session:news", (news) => this.#hearNews(news)),
      hear("message:edit-last", () => editLastQuestion(log)),
      () => listening.abort(),
      () => clearTimeout(this.#timer),
      () => this.#voice.end(),
    ];
    this.#attach();
    return () => endings.forEach((end) => end());
  }

  /** A reply that the server's page shows as being written is followed from its beginning. */
  #attach(): void {
    const { log, wire } = this.options;
    const article = log.querySelector<HTMLElement>("[data-history] > [data-status=streaming]:last-child");
    if (!article || this.#turns.running) return;
    const id = article.dataset.messageId!;
    runTurn(watchReply(wire, id), { replyId: id, content: null, replaces: { id, when: "caught-up" } });
  }

  #ask(body: PageEvents["turn:ask"]): void {
    const { message_id, content, images } = body;
    runTurn(sendTurn(this.options.wire, body), { replyId: message_id, content, images: images?.length });
  }

  #begin(begin: TurnBegin): void {
    const { log, onAsked } = this.options;
    log.setAttribute("aria-busy", "true");
    log.parentElement?.querySelector(".empty-chat")?.remove();
    this.#voice.begin();
    this.#turns.begin(begin, this.#sessionId);
    if (!begin.replaces) onAsked();
  }

  #take(event: PageEvents["turn:event"]): void {
    const { running } = this.#turns;
    if (event.event === "connection" || !running) return;
    if (event.event === "start") this.#started(event.data.session_id);
    running.take(event);
    if (running.turn.state !== "running") return;
    this.#turns.showCaughtUp();
    this.#voice.follow(running.turn.content);
  }

  /** A new chat gets its address with the first event, so that a reload comes back to it. */
  #started(sessionId: string): void {
    if (this.#isPast) location.assign(`/chat/${sessionId}`); // the answer stands at the end of the chat
    if (this.#sessionId === sessionId) return;
    this.#sessionId = sessionId;
    history.replaceState(null, "", `/chat/${sessionId}`);
    tell("session:open", { id: sessionId });
  }

  #end({ refusal }: PageEvents["turn:end"]): void {
    const turn = this.#turns.end();
    if (!turn) return;
    this.#endedAt = performance.now();
    this.options.log.setAttribute("aria-busy", "false");
    if (turn.turn.state === "done") {
      this.#voice.finish();
      const isTruncated = turn.turn.message.metrics?.truncated === true;
      if (isTruncated || this.options.live.value.length > mostLiveTurns) this.refresh();
      return;
    }
    if (refusal) this.#turns.drop(turn);
    if (refusal && turn.begin.content !== null) return; // nothing is stored, the composer has the text again
    // A failed second answer goes, and the first comes back: so its cause is told here.
    const problem = turn.turn.state === "failed" && turn.begin.replaces ? turn.turn.error : refusal;
    if (problem) tell("toast", { text: problem.message });
    if (this.#sessionId) this.refresh();
  }

  /** What someone is writing or being asked in a message is left alone. */
  async refresh(): Promise<void> {
    if (this.#isPast) return; // nothing of an older window changes by itself
    if (this.options.log.querySelector("[data-editor], [role=alertdialog]:not([popover])")) return;
    const { running } = this.#turns;
    const shows = this.#shows;
    try {
      const page = await loadServerPage(location.pathname + location.search);
      // What someone has done meanwhile is not taken back by a page from before.
      if (shows === this.#shows && running === this.#turns.running) this.show(page);
      else this.#refreshIn(newsRestMs);
    } catch (error) {
      if (!(error instanceof UnreachableError)) throw error;
      this.#refreshIn(unreachableMs);
    }
  }

  show(page: ServerPage): void {
    this.#shows++;
    if (!page.document.querySelector("[data-history]")) return location.assign(page.url);
    showHistory(this.options.log, page.document, this.#turns.settle(page.document));
    this.#attach();
  }

  /** Another tab or machine may have asked, edited or deleted. */
  #hearNews(news: SessionNews): void {
    if (news.event !== "session" || news.session.id !== this.#sessionId || this.#turns.running) return;
    const isEcho = news.session.generating === null && performance.now() - this.#endedAt < echoMs;
    this.#refreshIn(isEcho ? echoMs : newsRestMs);
  }

  #refreshIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#turns.running || this.refresh(), ms) as unknown as number;
  }

  #press(event: Event): void {
    const target = event.target as Element;
    if (target.closest(".code-copy")) return void copy(codeTextOf(target.closest(".code-copy")!) ?? "");
    const { background, wire } = this.options;
    const act = this.#sessionId && actionAt(target, {
      sessionId: this.#sessionId,
      background,
      wire,
      isPast: this.#isPast || target.closest("[data-older]") !== null,
      show: (page) => this.show(page),
    });
    if (!act) return;
    event.preventDefault();
    act().catch((error: Error) => tell("toast", { text: error.message }));
  }

  /** The page shows an older window, with a link back to the end. */
  get #isPast(): boolean {
    return this.options.log.nextElementSibling?.matches(".newer") ?? false;
  }
}

function editLastQuestion(log: Element): void {
  const question = [...log.querySelectorAll("article[data-role=user]")].at(-1);
  question?.querySelector<HTMLElement>("[data-action=edit]")?.click();
}

function cancelEditing(event: KeyboardEvent): void {
  if (event.key !== "Escape") return;
  const article = (event.target as Element).closest("article");
  const cancel = article?.querySelector<HTMLElement>("[data-action^=cancel]");
  if (!cancel) return;
  event.stopPropagation();
  cancel.click();
}
