/**
 * From a text that is sent to a reply asked for, and back into the box when it is refused.
 *
 * Owns whether a reply runs, and what stops it. Draws nothing; follows no reply.
 */
import type { Signal } from "@preact/signals";
import type { Model } from "@/lib/shared/model.ts";
import { requestJson } from "./api.ts";
import { Attaching } from "./attaching.ts";
import { hear, type PageEvents, tell, type TurnBegin } from "./bus.ts";
import { isTextField, keysOnPage, shortcutOf } from "./keys.ts";
import { MessageBox } from "./message_box.ts";
import { ReplyChoices } from "./reply_choices.ts";
import { newReplyId } from "./send_turn.ts";
import { type ContextReply, TextGauge } from "./text_gauge.ts";

export type ComposerModel = Pick<
  Model,
  "name" | "state" | "capabilities" | "context_length" | "loaded_context"
>;

export type Sending =
  | { state: "idle"; problem: string | null }
  /** `since`: when its sending showed `Stop` in the place of `Send`. */
  | { state: "running"; replyId: string | null; since: number };

export interface ComposingOptions {
  form: HTMLFormElement;
  sending: Signal<Sending>;
  sessionId: string | null;
  /** The draft that the server has. */
  draft: string;
  /** The newest one of the chat. */
  reply: ContextReply | null;
  background: boolean;
}

/** A press that comes so soon was meant for `Send`, which stood there. */
const stopGraceMs = 500;

export class Composing {
  readonly #box: MessageBox;
  readonly #choices: ReplyChoices;
  readonly #attaching: Attaching;
  readonly #gauge: TextGauge;
  #sent: { content: string; images: string[]; replyId: string } | undefined;
  #stopsAtStart = false;

  constructor(readonly options: ComposingOptions) {
    const { form, sessionId, draft, reply } = options;
    this.#choices = new ReplyChoices(form, sessionId);
    this.#attaching = new Attaching(form);
    this.#gauge = new TextGauge(form, reply);
    this.#box = new MessageBox(form.elements.namedItem("content") as HTMLTextAreaElement, {
      sessionId,
      draft,
      onSend: () => this.send(),
      onChange: (text) => this.#gauge.show(text),
      onLookBack: () => tell("message:edit-last", null),
    });
  }

  open(): () => void {
    const listening = new AbortController();
    const { signal } = listening;
    this.#box.open(signal);
    this.#attaching.open(signal);
    this.#gauge.open(signal);
    const model = this.#choices.takeModel();
    if (model) this.#useModel(model);
    document.addEventListener("keydown", (event) => this.#press(event), { signal });
    this.options.form.addEventListener("change", (event) => this.#change(event), { signal });
    const endings = [
      hear("turn:begin", (begin) => this.#begin(begin)),
      hear("turn:event", (event) => this.#take(event)),
      hear("turn:end", (end) => this.#end(end)),
      hear("model:use", ({ name }) => this.#useModel(name)),
    ];
    return () => {
      listening.abort();
      for (const end of endings) end();
    };
  }

  /** While a reply runs the text stays where it is. */
  send(): void {
    const content = this.#box.text;
    const { images } = this.#attaching;
    if (this.options.sending.value.state === "running" || content.trim() === "") return;
    if (this.#attaching.reading) return void this.#attaching.reading.finally(() => this.send());
    if (images.length > 0 && this.#attaching.areBlind()) return;
    const excess = this.#gauge.show(content);
    if (excess) return tell("toast", { text: excess });
    // The same once more after a lost connection: under its former name it cannot be stored twice.
    const isAgain = this.#sent?.content === content && String(this.#sent.images) === String(images);
    const replyId = isAgain ? this.#sent!.replyId : newReplyId();
    this.#sent = { content, images, replyId };
    this.#box.show("");
    this.#attaching.show([]);
    const { sessionId, model, said } = this.#choices;
    tell("turn:ask", {
      ...(sessionId ? { session_id: sessionId } : {}),
      content,
      ...(images.length > 0 ? { images } : {}),
      ...(model ? { model } : {}),
      ...said,
      background: this.options.background,
      message_id: replyId,
    });
  }

  /**
   * A click right after the sending is ignored, a key is not.
   *
   * @param clickedAt when the button was pressed: a busy page hears of it later
   */
  stop(clickedAt = Infinity): void {
    const sending = this.options.sending.value;
    if (sending.state !== "running") return;
    if (clickedAt - sending.since < stopGraceMs) return;
    this.#stopsAtStart = true;
    if (sending.replyId) stopReply(sending.replyId);
  }

  #begin({ replyId, content }: TurnBegin): void {
    this.#stopsAtStart = false;
    const since = content === null ? -Infinity : performance.now();
    this.options.sending.value = { state: "running", replyId, since };
  }

  #take(event: PageEvents["turn:event"]): void {
    if (event.event === "done") this.#showLength(event.data.message);
    if (event.event !== "start") return;
    const { message_id, session_id } = event.data;
    const { sending } = this.options;
    if (sending.value.state === "running") sending.value = { ...sending.value, replyId: message_id };
    if (this.#stopsAtStart) stopReply(message_id);
    if (this.#sent?.replyId !== message_id) return;
    this.#sent = undefined;
    this.#box.acknowledge(session_id);
    if (this.#choices.sessionId !== session_id) this.#choices.openSession(session_id);
  }

  #end({ refusal }: PageEvents["turn:end"]): void {
    const refused = refusal === null ? undefined : this.#sent;
    this.options.sending.value = { state: "idle", problem: refused ? refusal!.message : null };
    if (!refused) return;
    this.#box.show([refused.content, this.#box.text].filter(Boolean).join("\n"));
    this.#attaching.show(refused.images);
  }

  #press(event: KeyboardEvent): void {
    if (event.key === "Enter") closePanel(event);
    if (event.defaultPrevented || document.querySelector(":popover-open, dialog[open]")) return;
    const shortcut = shortcutOf(event, isTextField(document.activeElement), keysOnPage());
    if (shortcut === "stop") this.stop();
    if (shortcut !== "composer") return;
    event.preventDefault();
    this.#box.focus();
  }

  #change(event: Event): void {
    const { name, type } = event.target as HTMLInputElement;
    if (type === "file" || name === "content") return;
    this.#showLength();
    if (name !== "model") return this.#choices.storeParameters();
    if (this.#attaching.images.length > 0) this.#attaching.areBlind();
    this.#choices.storeModel();
  }

  #useModel(name: string): void {
    this.#choices.useModel(name);
    this.#showLength();
  }

  /** Anew: the room for it may be another. */
  #showLength(reply = this.#gauge.reply): void {
    this.#gauge.reply = reply;
    this.#gauge.show(this.#box.text);
  }
}

/** Enter in a field of the panel is meant for the panel: a form would send the message. */
function closePanel(event: KeyboardEvent): void {
  const field = event.target as HTMLElement;
  if (!field.matches("[data-parameters] input")) return;
  event.preventDefault();
  field.closest<HTMLElement>("[popover]")!.hidePopover();
}

/** One that the server does not have yet cannot be stopped: then its `start` brings it about. */
function stopReply(replyId: string): void {
  requestJson("POST", `/api/chat/${replyId}/stop`).catch((error: Error) => {
    if (error.name !== "ApiError") tell("toast", { text: error.message });
  });
}
