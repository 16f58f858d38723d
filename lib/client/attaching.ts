/** The ways of files into a message: the button, pasting, dropping. What is done with them is loaded with the first. */
import { textsOnPage } from "@/lib/texts/texts_on_page.ts";
import { fill } from "@/lib/texts/text.ts";
import type { Attachments } from "./attachments.ts";
import { tell } from "./bus.ts";

export class Attaching {
  #attachments: Attachments | undefined;
  #timer = 0;
  /** Files are being read: what is sent waits for them. */
  reading: Promise<void> | undefined;

  constructor(readonly form: HTMLFormElement) {}

  open(signal: AbortSignal): void {
    const { form } = this;
    form.addEventListener("change", ({ target }) => {
      const { type, files } = target as HTMLInputElement;
      if (type === "file") this.#add(files!).finally(() => (target as HTMLInputElement).value = "");
    }, { signal });
    form.addEventListener("paste", (event) => {
      const { types } = event.clipboardData!;
      // Office programs put a picture of the copied text beside it.
      if (types.includes("text/html") && types.includes("text/plain")) return;
      this.#take(event, event.clipboardData);
    }, { signal });
    // Beside the composer too: a browser would go to the file and leave the page.
    document.addEventListener("drop", (event) => this.#take(event, event.dataTransfer), { signal });
    document.addEventListener("dragover", (event) => this.#invite(event), { signal });
  }

  /** Base64, in order. */
  get images(): string[] {
    return this.#attachments?.images ?? [];
  }

  /** Says so when the chosen model could not see images. */
  areBlind(): boolean {
    const option = this.form.querySelector<HTMLSelectElement>("select[name=model]")?.selectedOptions[0];
    const isBlind = option?.dataset.vision === "no";
    if (isBlind) tell("toast", { text: fill(textsOnPage().composer.blind, { model: option!.value }) });
    return isBlind;
  }

  show(images: string[]): void {
    this.#attachments?.show(images);
  }

  /** It comes again and again while something is held over the page. */
  #invite(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.form.dataset.drop = "";
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => delete this.form.dataset.drop, 500) as unknown as number;
  }

  #take(event: Event, given: DataTransfer | null): void {
    if (!given?.files.length) return;
    event.preventDefault();
    this.#add(given.files);
  }

  /** The list is the event's, and emptied after it. */
  #add(list: FileList): Promise<void> {
    const files = [...list];
    const reading = (async () => {
      await this.reading;
      await this.#read(files);
    })().finally(() => this.reading === reading && (this.reading = undefined));
    return this.reading = reading;
  }

  async #read(files: File[]): Promise<void> {
    const { Attachments } = await import("./attachments.ts");
    const [place, box] = ["[data-attachments]", "textarea[name=content]"].map((it) =>
      this.form.querySelector(it)!
    );
    this.#attachments ??= new Attachments(place!, box as HTMLTextAreaElement);
    await this.#attachments.add(files, () => !this.areBlind());
  }
}
