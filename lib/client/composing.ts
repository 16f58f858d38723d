/**
 * From what is typed to a reply asked for, and back into the box when it is refused.
 *
 * Owns the text box, its draft and whether a reply runs. Draws nothing.
 */
import type { Signal } from "@preact/signals";
import type { Model } from "@/lib/shared/model.ts";
import { requestJson } from "./api.ts";
import { hear, type PageEvents, tell } from "./bus.ts";
import { type DraftStore, openDrafts } from "./drafts.ts";
import { CompositionWatch, isSendKey, isTextField, shortcutOf } from "./keys.ts";
import { readParameters, saidParameters } from "./parameters.ts";
import { modelChoiceKey } from "./palette_choices.ts";
import { newReplyId } from "./send_turn.ts";

export type Sending =
  | { state: "idle"; problem: string | null }
  | { state: "running"; replyId: string | null; since: number };

export interface ComposingOptions {
  form: HTMLFormElement;
  sending: Signal<Sending>;
  sessionId: string | null;
  /** The draft that the server has. */
  draft: string;
  background: boolean;
}

/** A press that comes so soon was meant for `Send`, which stood there. */
const stopGraceMs = 500;

export class Composing {
  readonly #box: HTMLTextAreaElement;
  readonly #composition = new CompositionWatch();
  #sessionId: string | null;
  #drafts: DraftStore;
  #sent: { content: string; replyId: string } | undefined;
  #stopsAtStart = false;

  constructor(readonly options: ComposingOptions) {
    this.#box = options.form.elements.namedItem("content") as HTMLTextAreaElement;
    this.#sessionId = options.sessionId;
    this.#drafts = openDrafts(options.sessionId, localStorage);
  }

  open(): () => void {
    const box = this.#box;
    const isTouched = box.value !== box.defaultValue;
    if (isTouched) this.#drafts.keep(box.value);
    else box.value = this.#drafts.read(this.options.draft);
    this.#fit();
    this.#takeModelChoice();
    const listening = new AbortController();
    const { signal } = listening;
    box.addEventListener("input", () => {
      this.#drafts.keep(box.value);
      this.#fit();
    }, { signal });
    box.addEventListener("compositionend", (event) => this.#composition.ended(event.timeStamp), { signal });
    box.addEventListener("keydown", (event) => this.#pressInBox(event), { signal });
    document.addEventListener("keydown", (event) => this.#pressAnywhere(event), { signal });
    this.options.form.addEventListener("change", (event) => this.#change(event), { signal });
    const endings = [
      hear("turn:begin", ({ replyId }) => this.#begin(replyId)),
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
    const content = this.#box.value;
    if (this.options.sending.value.state === "running" || content.trim() === "") return;
    const isRepeat = this.#sent?.content === content;
    const replyId = isRepeat ? this.#sent!.replyId : newReplyId();
    this.#sent = { content, replyId };
    this.#write("");
    tell("turn:ask", {
      ...(this.#sessionId ? { session_id: this.#sessionId } : {}),
      content,
      ...(this.#model() ? { model: this.#model() } : {}),
      ...saidParameters(readParameters(this.options.form)),
      background: this.options.background,
      message_id: replyId,
    });
  }

  /** A click right after the sending is ignored, a key is not. */
  stop(by: "click" | "key"): void {
    const sending = this.options.sending.value;
    if (sending.state !== "running") return;
    if (by === "click" && performance.now() - sending.since < stopGraceMs) return;
    this.#stopsAtStart = true;
    if (sending.replyId) this.#stopReply(sending.replyId);
  }

  /** Before the server has it there is nothing to stop: then `start` brings it about. */
  #stopReply(replyId: string): void {
    requestJson("POST", `/api/chat/${replyId}/stop`).catch((error: Error) => {
      if (error.name !== "ApiError") tell("toast", { text: error.message });
    });
  }

  #begin(replyId: string | null): void {
    this.#stopsAtStart = false;
    this.options.sending.value = { state: "running", replyId, since: performance.now() };
  }

  #take(event: PageEvents["turn:event"]): void {
    if (event.event !== "start") return;
    const { message_id, session_id } = event.data;
    const sending = this.options.sending.value;
    if (sending.state === "running") this.options.sending.value = { ...sending, replyId: message_id };
    if (this.#stopsAtStart) this.#stopReply(message_id);
    if (this.#sent?.replyId === message_id) this.#acknowledged(session_id);
  }

  #acknowledged(sessionId: string): void {
    this.#sent = undefined;
    this.#drafts.clear();
    if (this.#sessionId !== sessionId) this.#openSession(sessionId);
    if (this.#box.value) this.#drafts.keep(this.#box.value);
  }

  #openSession(sessionId: string): void {
    this.#sessionId = sessionId;
    this.#drafts = openDrafts(sessionId, localStorage);
    this.options.form.action = `/chat/${sessionId}`;
    const parameters = saidParameters(readParameters(this.options.form));
    if (Object.keys(parameters).length > 0) this.#patchSession(parameters);
  }

  #end({ refusal }: PageEvents["turn:end"]): void {
    const sent = this.#sent;
    const isOurs = refusal !== null && sent !== undefined;
    this.options.sending.value = { state: "idle", problem: isOurs ? refusal.message : null };
    if (isOurs) this.#write([sent.content, this.#box.value].filter(Boolean).join("\n"));
  }

  #pressInBox(event: KeyboardEvent): void {
    if (isSendKey(event)) {
      event.preventDefault();
      if (!this.#composition.covers(event.timeStamp)) this.send();
    } else if (event.key === "ArrowUp" && this.#box.value === "") {
      event.preventDefault();
      tell("message:edit-last", null);
    }
  }

  #pressAnywhere(event: KeyboardEvent): void {
    if (event.defaultPrevented || document.querySelector(":popover-open, dialog[open]")) return;
    const shortcut = shortcutOf(event, isTextField(document.activeElement));
    if (shortcut === "stop") this.stop("key");
    if (shortcut !== "composer") return;
    event.preventDefault();
    this.#box.focus();
  }

  #change(event: Event): void {
    const { name } = event.target as HTMLInputElement;
    if (name === "model") this.#patchSession({ model: this.#model() });
    else if (name !== "content") this.#patchSession(readParameters(this.options.form));
  }

  #patchSession(patch: object): void {
    if (!this.#sessionId) return;
    requestJson("PATCH", `/api/sessions/${this.#sessionId}`, patch)
      .catch((error: Error) => tell("toast", { text: error.message }));
  }

  #useModel(name: string): void {
    const select = this.#select();
    if (select) select.value = name;
    this.#patchSession({ model: name });
  }

  /** Another page's palette may have chosen it for the next new chat. */
  #takeModelChoice(): void {
    const name = this.#sessionId ? null : sessionStorage.getItem(modelChoiceKey);
    if (!name) return;
    sessionStorage.removeItem(modelChoiceKey);
    this.#useModel(name);
  }

  #model(): string | undefined {
    return this.#select()?.value || undefined;
  }

  #select(): HTMLSelectElement | null {
    return this.options.form.querySelector<HTMLSelectElement>("select[name=model]");
  }

  /** The draft is kept until the message is acknowledged: this is not typing. */
  #write(text: string): void {
    this.#box.value = text;
    this.#fit();
  }

  /** Browsers without `field-sizing` need the height said. */
  #fit(): void {
    if (CSS.supports("field-sizing", "content")) return;
    this.#box.style.height = "auto";
    this.#box.style.height = `${this.#box.scrollHeight}px`;
  }
}

export type ComposerModel = Pick<Model, "name" | "state" | "capabilities" | "context_length">;
