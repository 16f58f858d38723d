/**
 * How much the typed text is: its tokens beside `Send`, and a line beneath when it is much, or too much.
 *
 * Straight into the page: typing renders nothing. Knows nothing of sending.
 */
import { excessBytes } from "@/lib/shared/content_limit.ts";
import type { Message } from "@/lib/shared/message.ts";
import { estimateTokens } from "@/lib/shared/token_estimate.ts";
import { formatTokens } from "@/lib/texts/format.ts";
import { textsOnPage } from "@/lib/texts/texts_on_page.ts";
import { tell } from "./bus.ts";
import { noteOnLength } from "./length_note.ts";

/** What of a reply says how full the context is. */
export type ContextReply = Pick<Message, "model" | "metrics">;

/** In characters and lines: pasted at once, so much is worth a word. */
const much = { characters: 4000, lines: 100 };

export class TextGauge {
  #pasted = 0;

  /** @param reply the newest one of the chat */
  constructor(readonly form: HTMLFormElement, public reply: ContextReply | null) {}

  open(signal: AbortSignal): void {
    this.form.addEventListener("paste", ({ clipboardData }) => {
      const text = clipboardData?.getData("text/plain").replaceAll("\r\n", "\n") ?? "";
      if (text.length > much.characters || text.split("\n", much.lines + 2).length > much.lines) {
        this.#pasted = text.length;
      }
    }, { signal });
  }

  /** @returns why it cannot be sent, if it cannot */
  show(text: string): string | undefined {
    const texts = textsOnPage();
    const tokens = text === "" ? 0 : estimateTokens(text);
    if (text.length < this.#pasted) this.#pasted = 0;
    const excess = excessBytes(text);
    const context = this.#context();
    const note = noteOnLength({ tokens, excess, pasted: this.#pasted, context }, texts);
    const [guess, line] = ["estimate", "note"].map((name) =>
      this.form.querySelector<HTMLElement>(`[data-${name}]`)!
    ) as [HTMLElement, HTMLElement];
    guess.textContent = tokens > 0 ? `≈ ${formatTokens(tokens, texts.format)}` : "";
    line.role = note && "status"; // said when it comes
    line.textContent = note?.words ?? "";
    line.dataset.tone = note?.tone ?? "";
    const [from, to] = [context.used, context.used + tokens].map((sum) => Math.min(1, sum / context.window));
    tell("composer:share", { from: from!, to: to! });
    return excess > 0 ? note!.words : undefined;
  }

  /** Of the model that is chosen now: what was asked for, else what is known; an unknown window holds anything. */
  #context(): { used: number; window: number } {
    const { metrics, model } = this.reply ?? {};
    const option = this.form.querySelector<HTMLSelectElement>("select[name=model]")?.selectedOptions[0];
    const field = this.form.querySelector<HTMLInputElement>("[name='options.context_window']")!;
    const known = option?.value === model ? metrics?.context_window : null;
    const { loaded, limit } = option?.dataset ?? {};
    const window = Number(field.value) || Number(field.placeholder) || known || Number(loaded);
    return {
      used: metrics?.context_used ?? 0,
      window: Math.min(window || Infinity, Number(limit) || Infinity),
    };
  }
}
