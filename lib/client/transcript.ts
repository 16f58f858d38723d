/**
 * The conversation on the page: stored messages, then the live turn, and when the first take over from the
 * second.
 *
 * Owns which reply is followed. Drawing is live_turn.ts, markup the server's and components/chat.
 */
import type { Signal } from "@preact/signals";
import { codeTextOf } from "@/lib/markdown/code.ts";
import { UnreachableError } from "./api.ts";
import { openAnnouncer, SentenceReader } from "./announce.ts";
import { hear, type PageEvents, tell, type TurnBegin } from "./bus.ts";
import type { Wire } from "./follow_reply.ts";
import { LiveTurn } from "./live_turn.ts";
import { actionAt, type ActionPlace, copy } from "./message_actions.ts";
import { runTurn, sendTurn, watchReply } from "./send_turn.ts";
import { loadServerPage, type ServerPage } from "./server_page.ts";
import type { SessionNews } from "./session_feed.ts";
import { articleById, removeFrom, showHistory } from "./transcript_dom.ts";

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

/** How long a live reply may be behind what the server had drawn before it is shown all the same. */
const catchUpMs = 500;
/** News of our own doing arrive about as late as this. */
const echoMs = 2000;

export class Transcript {
  #sessionId: string | null;
  #running: LiveTurn | undefined;
  #sentences = new SentenceReader();
  #announced = 0;
  #ownChangeAt = -Infinity;
  #refreshing = 0;
  readonly #announcer;

  constructor(readonly options: TranscriptOptions) {
    this.#sessionId = options.sessionId;
    this.#announcer = openAnnouncer(options.log.closest("main") ?? document.body);
  }

  open(): () => void {
    const endings = [
      hear("turn:ask", (body) => this.#ask(body)),
      hear("turn:begin", (begin) => this.#begin(begin)),
      hear("turn:event", (event) => this.#take(event)),
      hear("turn:end", (end) => this.#end(end)),
      hear("session:news", (news) => this.#hearNews(news)),
      hear(
        "message:edit-last",
        () => this.#lastQuestion()?.querySelector<HTMLElement>("[data-action=edit]")?.click(),
      ),
    ];
    const { log } = this.options;
    log.addEventListener("click", this.#press);
    log.addEventListener("keydown", cancelEditing);
    this.#attach();
    return () => {
      for (const end of endings) end();
      log.removeEventListener("click", this.#press);
      log.removeEventListener("keydown", cancelEditing);
      this.#announcer.end();
    };
  }

  /** A reply that the server's page shows as being written is followed from its beginning. */
  #attach(): void {
    const article = this.options.log.querySelector<HTMLElement>(
      "[data-history] > [data-status=streaming]:last-child",
    );
    if (!article || this.#running) return;
    const id = article.dataset.messageId!;
    runTurn(watchReply(this.options.wire, id), {
      replyId: id,
      content: null,
      replaces: { id, when: "caught-up" },
    });
  }

  #ask(body: PageEvents["turn:ask"]): void {
    runTurn(sendTurn(this.options.wire, body), { replyId: body.message_id, content: body.content });
  }

  #begin(begin: TurnBegin): void {
    const { log, onAsked } = this.options;
    this.#running = new LiveTurn(begin, { sessionId: this.#sessionId, model: null });
    this.#sentences = new SentenceReader();
    this.#announced = 0;
    log.setAttribute("aria-busy", "true");
    log.parentElement?.querySelector(".empty-chat")?.remove();
    const { replaces } = begin;
    if (replaces?.when === "caught-up") setTimeout(() => this.#showLive(), catchUpMs);
    else this.#showLive();
    if (!replaces) onAsked();
  }

  #showLive(): void {
    const turn = this.#running;
    const { live } = this.options;
    if (!turn || live.value.includes(turn)) return;
    const { replaces } = turn.begin;
    turn.draw();
    live.value = [...(replaces ? this.#turnsBefore(replaces.id) : live.value), turn];
  }

  /** The turns that stay when the message and what follows it go: it may be a stored one or a live one. */
  #turnsBefore(id: string): LiveTurn[] {
    if (removeFrom(this.options.log, id)) return [];
    const turns = this.options.live.value;
    const place = turns.findIndex((turn) => turn.ids.includes(id));
    if (place < 0) return turns;
    turns[place]!.dropReply();
    return turns.slice(0, place + 1);
  }

  #take(event: PageEvents["turn:event"]): void {
    const turn = this.#running;
    if (event.event === "connection" || !turn) return;
    if (event.event === "start") this.#started(event.data.session_id);
    turn.take(event);
    if (turn.turn.state !== "running") return;
    if (this.#hasCaughtUp(turn)) this.#showLive();
    this.#announcer.say(this.#sentences.push(turn.turn.content.slice(this.#announced)));
    this.#announced = turn.turn.content.length;
  }

  /** A new chat gets its address with the first event, so that a reload comes back to it. */
  #started(sessionId: string): void {
    if (this.#isPast) location.assign(`/chat/${sessionId}`); // the answer stands at the end of the chat
    if (this.#sessionId === sessionId) return;
    this.#sessionId = sessionId;
    history.replaceState(null, "", `/chat/${sessionId}`);
    tell("session:open", { id: sessionId });
  }

  #hasCaughtUp({ begin, turn }: LiveTurn): boolean {
    const old = begin.replaces && articleById(this.options.log, begin.replaces.id);
    const shown = old?.querySelector(".message-body")?.textContent?.length ?? 0;
    return turn.state === "running" && turn.content.length >= shown;
  }

  #end({ refusal }: PageEvents["turn:end"]): void {
    const turn = this.#running;
    if (!turn) return;
    turn.end();
    this.#showLive();
    this.#running = undefined;
    this.#ownChangeAt = performance.now();
    this.options.log.setAttribute("aria-busy", "false");
    if (turn.turn.state === "done") {
      this.#announcer.say([...this.#sentences.end(), "Reply finished"]);
      if (turn.turn.message.metrics?.truncated) this.refresh();
      return;
    }
    if (refusal) this.options.live.value = this.options.live.value.filter((shown) => shown !== turn);
    if (refusal && turn.begin.content === null) tell("toast", { text: refusal.message });
    if (this.#sessionId) this.refresh();
  }

  /** Without the server the page stays as it is; the banner says so. */
  async refresh(): Promise<void> {
    const page = await loadServerPage(location.pathname + location.search).catch((error: Error) => {
      if (!(error instanceof UnreachableError)) throw error;
    });
    if (page) this.show(page);
  }

  show(page: ServerPage): void {
    const { log, live } = this.options;
    const running = live.value.filter((turn) => turn === this.#running);
    this.#ownChangeAt = performance.now();
    if (!showHistory(log, page.document, new Set(running.flatMap((turn) => turn.ids)))) {
      return location.assign(page.url);
    }
    live.value = running;
    this.#attach();
  }

  /** Another tab or machine may have asked, edited or deleted. */
  #hearNews(news: SessionNews): void {
    if (news.event !== "session" || news.session.id !== this.#sessionId || this.#running) return;
    const isEcho = performance.now() - this.#ownChangeAt < echoMs && news.session.generating === null;
    if (isEcho) return;
    clearTimeout(this.#refreshing);
    this.#refreshing = setTimeout(() => this.#running || this.refresh(), 100) as unknown as number;
  }

  #press = (event: Event): void => {
    const target = event.target as Element;
    const code = target.closest(".code-copy");
    if (code) return void copy(codeTextOf(code) ?? "");
    if (!this.#sessionId) return;
    const { background, wire } = this.options;
    const place: ActionPlace = {
      sessionId: this.#sessionId,
      background,
      wire,
      isPast: this.#isPast,
      show: (page) => this.show(page),
    };
    const act = actionAt(target, place);
    if (!act) return;
    event.preventDefault();
    act().catch((error: Error) => tell("toast", { text: error.message }));
  };

  /** The page shows an older window, with a link back to the end. */
  get #isPast(): boolean {
    return this.options.log.nextElementSibling?.matches(".newer") ?? false;
  }

  #lastQuestion(): Element | undefined {
    return [...this.options.log.querySelectorAll("article[data-role=user]")].at(-1);
  }
}

function cancelEditing(event: KeyboardEvent): void {
  if (event.key !== "Escape") return;
  const cancel = (event.target as Element).closest("article")?.querySelector<HTMLElement>(
    "[data-action^=cancel]",
  );
  if (!cancel) return;
  event.stopPropagation();
  cancel.click();
}
