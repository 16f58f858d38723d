/**
 * One diagram in the place of its source, with a switch back to it.
 *
 * What is drawn stands in the shadow of the code block's two places for it (lib/markdown/code.ts), so that the
 * block's own nodes stay the server's. Without a drawing the source is seen, and a note says why.
 */
import type { Diagram } from "@/lib/diagrams/draw_diagram.ts";
import type { DiagramProblem } from "@/lib/diagrams/source.ts";
import type { LiveTexts } from "@/lib/texts/texts_on_page.ts";
import { imageOf, type Look } from "./diagram_image.ts";
import type { DrawnAnswer } from "./diagram_queue.ts";

/** Smaller, letters could not be read: then it scrolls sideways. */
const smallest = 0.75;
const mostAlt = 300;

export class DiagramFigure {
  readonly source: string;
  readonly #tools: ShadowRoot;
  readonly #body: ShadowRoot;
  #diagram: Diagram | undefined;

  /** @param host around the source */
  constructor(host: Element, readonly texts: LiveTexts["diagram"]) {
    const figure = host.parentElement!;
    this.source = host.querySelector("code")!.textContent;
    this.#tools = shadowOf(figure.querySelector("figcaption > .diagram")!);
    this.#body = shadowOf(host);
  }

  show(answer: DrawnAnswer, look: Look): void {
    if ("problem" in answer) return this.#explain(answer.problem);
    const image = new Image(answer.diagram.width, answer.diagram.height);
    image.alt = this.#altOf(answer.diagram);
    image.part.add("image");
    image.addEventListener("error", () => this.#explain({ reason: "unknown" }));
    image.src = imageOf(answer.diagram, look);
    image.style.minWidth = `${Math.round(answer.diagram.width * smallest)}px`;
    this.#diagram = answer.diagram;
    const view = document.createElement("div");
    view.part.add("view");
    view.tabIndex = 0;
    view.append(image);
    const source = document.createElement("slot");
    this.#body.replaceChildren(view, source);
    this.#addSwitch(view, source);
  }

  /** In the colours of another theme. */
  paint(look: Look): void {
    const image = this.#body.querySelector("img");
    if (image && this.#diagram) image.src = imageOf(this.#diagram, look);
  }

  #addSwitch(view: HTMLElement, source: HTMLElement): void {
    const label = document.createElement("label");
    const input = document.createElement("input");
    const wrap = document.createElement("slot"); // the switch for long lines
    const turn = () => {
      view.hidden = input.checked;
      source.hidden = wrap.hidden = !input.checked;
    };
    input.type = "checkbox";
    input.setAttribute("role", "switch");
    input.part.add("box");
    input.addEventListener("change", turn);
    label.part.add("switch");
    label.append(input, this.texts.showSource);
    this.#tools.replaceChildren(label, wrap);
    turn();
  }

  #explain(problem: DiagramProblem): void {
    const note = document.createElement("span");
    const text = this.texts.problems[problem.reason];
    note.part.add("note");
    note.textContent = note.title = problem.reason === "line"
      ? text.replace("{line}", String(problem.line))
      : text;
    this.#tools.replaceChildren(note, document.createElement("slot"));
    this.#body.replaceChildren(document.createElement("slot"));
  }

  #altOf({ kind, texts }: Diagram): string {
    const words = texts.join(", ");
    return `${this.texts.kinds[kind]}: ${words.length > mostAlt ? `${words.slice(0, mostAlt)}…` : words}`;
  }
}

function shadowOf(host: Element): ShadowRoot {
  const shadow = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  shadow.replaceChildren(document.createElement("slot"));
  return shadow;
}
