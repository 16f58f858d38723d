/**
 * The text box of a chat: what is typed, its draft, its keys and its height.
 *
 * Knows nothing of sending; the box is the element itself, so that typing renders nothing.
 */
import { tell } from "./bus.ts";
import { type DraftStore, openDrafts } from "./drafts.ts";
import type { Walk } from "./former_questions.ts";
import { CompositionWatch, isKey, keysOnPage } from "./keys.ts";

export interface BoxOptions {
  sessionId: string | null;
  /** The draft that the server has. */
  draft: string;
  onSend(): void;
  /** The text is another now. */
  onChange(text: string): void;
  /** The key for the last message, where nothing is typed. */
  onLookBack(): void;
}

/** In characters: to read, keep and measure a longer one takes time that a key does not have. */
const longText = 20_000;
const restMs = 200;

export class MessageBox {
  readonly #composition = new CompositionWatch();
  #sessionId: string | null;
  #drafts: DraftStore;
  /** Through the former questions, while it is not at what was typed. */
  #walk: Walk | undefined;
  #steps = Promise.resolve();
  /** Since it was shown or sent. */
  #isTyped = false;
  #isLong = false;
  #rest = 0;

  constructor(readonly box: HTMLTextAreaElement, readonly options: BoxOptions) {
    this.#sessionId = options.sessionId;
    this.#drafts = openDrafts(options.sessionId, storeOnPage());
  }

  /** What was typed before the script came stays. */
  open(signal: AbortSignal): void {
    const { box } = this;
    if (box.value !== box.defaultValue) this.#drafts.keep(box.value);
    else box.value = this.#drafts.read(this.options.draft);
    this.#changed();
    box.addEventListener("input", () => {
      this.#isTyped = true;
      clearTimeout(this.#rest);
      this.#rest = setTimeout(() => this.#settle(), restMs) as unknown as number;
      if (!this.#isLong) this.#settle();
    }, { signal });
    // Another tab of this chat may have sent its text, and cleared what was kept of this one's.
    addEventListener("pagehide", () => this.#isTyped && this.#keep(), { signal });
    box.addEventListener("compositionend", (event) => this.#composition.ended(event.timeStamp), { signal });
    box.addEventListener("keydown", (event) => this.#press(event), { signal });
  }

  get text(): string {
    return this.box.value;
  }

  /** The draft stays what it was: this is not typing. */
  show(text: string): void {
    this.#settle();
    this.#walk = undefined;
    this.#isTyped = false;
    this.box.value = text;
    this.#changed();
  }

  focus(): void {
    this.box.focus();
  }

  /** What was sent is stored; what has been typed since is the next draft. */
  acknowledge(sessionId: string): void {
    this.#drafts.clear();
    if (this.#sessionId !== sessionId) this.#drafts = openDrafts(this.#sessionId = sessionId, storeOnPage());
    if (this.box.value) this.#drafts.keep(this.box.value);
  }

  #press(event: KeyboardEvent): void {
    const { send, edit_last, previous_question, next_question } = keysOnPage();
    if (isKey(event, send)) {
      event.preventDefault();
      if (!this.#composition.covers(event.timeStamp)) this.options.onSend();
    } else if (isKey(event, edit_last) && this.box.value === "") {
      event.preventDefault();
      this.options.onLookBack();
    } else if (isKey(event, previous_question)) {
      this.#walkOn(event, 1);
    } else if (isKey(event, next_question)) {
      this.#walkOn(event, -1);
    }
  }

  /** While someone writes in the lines of a text, the key is the browser's until the caret is at their edge. */
  #walkOn(event: KeyboardEvent, by: 1 | -1): void {
    const { value, selectionStart } = this.box;
    const beyond = by > 0 ? value.slice(0, selectionStart) : value.slice(selectionStart);
    if (!this.#sessionId || (!this.#walk && by < 0)) return;
    if (value !== this.#walk?.found && beyond.includes("\n")) return;
    event.preventDefault();
    this.#steps = this.#steps.then(() => this.#step(by)).catch((error: Error) => {
      this.#walk = undefined;
      tell("toast", { text: error.message });
    });
  }

  async #step(by: 1 | -1): Promise<void> {
    const { beginWalk, walkOn } = await import("./former_questions.ts");
    const walk = this.#walk ??= beginWalk(this.#sessionId!);
    if (await walkOn(walk, by, this.box)) this.#walk = undefined;
  }

  /** Looks at what was typed, unless it has done so. */
  #settle(): void {
    if (!this.#rest) return;
    clearTimeout(this.#rest);
    this.#rest = 0;
    this.#keep();
    this.#changed();
  }

  #keep(): void {
    if (this.box.value !== this.#walk?.found) this.#drafts.keep(this.box.value);
  }

  #changed(): void {
    this.#isLong = this.box.value.length > longText;
    this.#fit();
    this.options.onChange(this.box.value);
  }

  /** Browsers without `field-sizing` need the height said. */
  #fit(): void {
    if (CSS.supports("field-sizing", "content")) return;
    this.box.style.height = "auto";
    this.box.style.height = `${this.box.scrollHeight}px`;
  }
}

/** Of a temporary chat nothing outlives the tab. */
function storeOnPage(): Storage {
  return document.querySelector("[data-temporary]") ? sessionStorage : localStorage;
}
