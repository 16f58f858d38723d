/**
 * The diagrams of a conversation: which are to be drawn by now, and all of them anew in another theme.
 *
 * Drawing is the worker's (lib/diagrams), the look of one diagram_figure.ts's.
 */
import type { LiveTexts } from "@/lib/texts/texts_on_page.ts";
import { DiagramFigure } from "./diagram_figure.ts";
import { readLook } from "./diagram_image.ts";
import { DiagramQueue, type DrawnAnswer } from "./diagram_queue.ts";

export interface DiagramsOptions {
  log: HTMLElement;
  scroller: HTMLElement;
  texts: LiveTexts["diagram"];
  vouchFor(script: string): string;
}

/** Drawn this much before they come into view: then they move nothing that is seen. */
const ahead = "150% 0px";
const mostKept = 200;

export class Diagrams {
  readonly #figures = new Map<Element, DiagramFigure>();
  readonly #answers = new Map<string, DrawnAnswer>();
  readonly #queue: DiagramQueue;
  readonly #view: IntersectionObserver;
  #look = readLook();

  constructor(readonly options: DiagramsOptions) {
    const { scroller, vouchFor } = options;
    this.#queue = new DiagramQueue(async () => vouchFor((await import("@/lib/diagrams/worker.ts")).address));
    this.#view = new IntersectionObserver((entries) => this.#see(entries), {
      root: scroller === document.scrollingElement ? document : scroller,
      rootMargin: ahead,
    });
  }

  /** @returns what ends it */
  open(): () => void {
    const changes = new MutationObserver((records) => this.#find(records));
    const themes = new MutationObserver(() => this.#restyle());
    const light = matchMedia("(prefers-color-scheme: light)");
    const restyle = () => this.#restyle();
    changes.observe(this.options.log, { childList: true, subtree: true });
    themes.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    light.addEventListener("change", restyle);
    this.#find([]);
    return () => {
      for (const observer of [changes, themes, this.#view]) observer.disconnect();
      light.removeEventListener("change", restyle);
      this.#queue.end();
    };
  }

  /** New ones, and those whose source has become another. */
  #find(records: MutationRecord[]): void {
    for (const { target } of records) {
      const host = (target as Element).closest("div.diagram");
      if (host && this.#figures.has(host)) this.#take(host);
    }
    for (const host of this.options.log.getElementsByClassName("diagram")) {
      if (host.parentElement!.matches("figure") && !this.#figures.has(host)) this.#take(host);
    }
  }

  /** What was drawn before is shown before the next frame. */
  #take(host: Element): void {
    const figure = new DiagramFigure(host, this.options.texts);
    this.#figures.set(host, figure);
    const answer = this.#answers.get(figure.source);
    if (answer) figure.show(answer, this.#look);
    else this.#view.observe(host);
  }

  #see(entries: IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      this.#view.unobserve(target);
      this.#draw(this.#figures.get(target)!);
    }
  }

  async #draw(figure: DiagramFigure): Promise<void> {
    const { source } = figure;
    const answer = this.#answers.get(source) ?? await this.#queue.draw(source);
    if (this.#answers.size >= mostKept) this.#answers.clear();
    if (!("problem" in answer && answer.problem.reason === "unknown")) this.#answers.set(source, answer);
    if (figure.source === source) figure.show(answer, this.#look);
  }

  #restyle(): void {
    this.#look = readLook();
    for (const [host, figure] of this.#figures) {
      if (host.isConnected) figure.paint(this.#look);
      else this.#figures.delete(host);
    }
  }
}
