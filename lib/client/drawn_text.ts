/**
 * Growing Markdown in an element that may not be there yet, may be folded away, and may have to begin anew.
 *
 * Code is coloured and formulas are drawn by modules that are loaded when the first of them shows up.
 */
import { MarkdownStream } from "@/lib/markdown/stream.ts";
import { FORMULA, type Highlight } from "@/lib/markdown/tree.ts";
import { textsOnPage } from "@/lib/texts/texts_on_page.ts";
import { loadFormulas, loadHighlight } from "./load_highlight.ts";

export interface TextOptions {
  breaks?: boolean;
  notePrefix?: string;
}

export class DrawnText {
  #element: HTMLElement | null = null;
  #stream: MarkdownStream | undefined;
  #text = "";
  #drawn = "";
  #edition = 0;
  #isFinished = false;
  #isEnded = false;
  #highlight: Highlight | "loading" | undefined;
  #formulas: Highlight | "loading" | undefined;

  constructor(readonly options: () => TextOptions = () => ({})) {}

  /** For `ref`. Text that is folded away is drawn when it is opened. */
  readonly attach = (element: HTMLElement | null): void => {
    this.#element = element;
    this.#begin();
    element?.closest("details")?.addEventListener("toggle", () => this.#draw());
    this.#draw();
  };

  /** @param edition another number than before: what was drawn is void */
  show(text: string, edition: number): void {
    if (edition !== this.#edition) this.#begin();
    this.#edition = edition;
    this.#text = text;
    this.#draw();
  }

  finish(text: string): void {
    this.#text = text;
    this.#isFinished = true;
    this.#draw();
  }

  /** For options that have changed. */
  drawAnew(): void {
    this.#begin();
    this.#draw();
  }

  #begin(): void {
    this.#element?.replaceChildren();
    this.#stream = undefined;
    this.#drawn = "";
    this.#isEnded = false;
  }

  #draw(): void {
    const element = this.#element;
    if (!element || element.closest("details:not([open])")) return;
    if (!this.#text.startsWith(this.#drawn)) this.#begin();
    const more = this.#text.slice(this.#drawn.length);
    if (more !== "" || !this.#stream) {
      this.#stream ??= new MarkdownStream(element, {
        ...this.options(),
        highlight: this.#colour,
        wording: textsOnPage().markdown,
      });
      this.#stream.push(more);
      this.#drawn = this.#text;
    }
    if (this.#isFinished && !this.#isEnded) this.#stream.end();
    this.#isEnded = this.#isFinished;
    if (!this.#highlight && this.#text.includes("```")) this.#loadHighlight();
  }

  #colour: Highlight = (text, language) => {
    if (language === FORMULA && !this.#formulas) this.#loadFormulas();
    const draw = language === FORMULA ? this.#formulas : this.#highlight;
    return typeof draw === "function" ? draw(text, language) : null;
  };

  async #loadHighlight(): Promise<void> {
    this.#highlight = "loading";
    this.#highlight = await loadHighlight();
    this.#stream?.recolour(this.#colour);
  }

  async #loadFormulas(): Promise<void> {
    this.#formulas = "loading";
    this.#formulas = await loadFormulas();
    this.#stream?.recolour(this.#colour);
  }
}
