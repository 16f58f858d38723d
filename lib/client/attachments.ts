/**
 * What is attached to the message that is being written. Images are read, made small, shown, removed; the text of
 * other files goes into the message itself.
 *
 * Each image is drawn anew: to a size that models use, without the place and camera that photos carry.
 */
import { mostImages } from "@/lib/shared/content_limit.ts";
import { asCodeBlock, readTextFile } from "@/lib/shared/text_file.ts";
import { textsOnPage } from "@/lib/texts/texts_on_page.ts";
import { fill } from "@/lib/texts/text.ts";
import { tell } from "./bus.ts";
import { typeInto } from "./type_into.ts";

const mostPixels = 2048;

export class Attachments {
  /** Base64, in order. */
  images: string[] = [];

  constructor(readonly place: Element, readonly box: HTMLTextAreaElement) {}

  /** @param sees the model that is chosen does */
  async add(files: File[], sees: () => boolean): Promise<void> {
    const { composer } = textsOnPage();
    for (const file of files) if (!isImage(file)) await this.#addText(file);
    const images = files.filter(isImage);
    if (images.length === 0 || !sees()) return;
    for (const file of images) {
      if (this.images.length === mostImages) return say(fill(composer.tooMany, { n: mostImages }));
      const image = await readImage(file);
      if (image) this.show([...this.images, image]);
      else say(fill(composer.noImage, { name: file.name }));
    }
  }

  show(images: string[]): void {
    this.images = images;
    this.place.replaceChildren(...images.map((image, index) => this.#item(image, index)));
  }

  async #addText(file: File): Promise<void> {
    const { composer } = textsOnPage();
    const { name } = file;
    const found = await readTextFile(file);
    if ("refused" in found) return say(fill(composer[found.refused], { name }));
    const { box } = this;
    const isMidLine = /[^\n]$/.test(box.value.slice(0, box.selectionStart));
    typeInto(box, (isMidLine ? "\n\n" : "") + asCodeBlock(name, found.text));
  }

  #item(image: string, index: number): Element {
    const { composer, message } = textsOnPage();
    const [item, preview, button] = ["li", "img", "button"].map((tag) => document.createElement(tag)) as [
      HTMLElement,
      HTMLImageElement,
      HTMLButtonElement,
    ];
    preview.src = `data:image/png;base64,${image}`; // browsers look at the bytes
    preview.alt = fill(message.image, { n: index + 1 });
    button.type = "button";
    button.ariaLabel = button.title = fill(composer.remove, { n: index + 1 });
    button.textContent = "×";
    button.addEventListener("click", () => this.#remove(index));
    item.append(preview, button);
    return item;
  }

  #remove(index: number): void {
    this.show(this.images.toSpliced(index, 1));
    const buttons = this.place.querySelectorAll("button");
    (buttons[index] ?? buttons[index - 1] ?? this.box).focus();
  }
}

/** A drawing in SVG is text, which models read and browsers do not make small. */
function isImage({ type }: File): boolean {
  return type.startsWith("image/") && type !== "image/svg+xml";
}

async function readImage(file: File): Promise<string | undefined> {
  const bitmap = await createImageBitmap(file).catch((error: DOMException) => {
    if (error.name !== "InvalidStateError") throw error;
  });
  if (!bitmap) return undefined;
  const scale = Math.min(1, mostPixels / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext("2d")!.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const address = canvas.toDataURL(file.type === "image/png" ? "image/png" : "image/jpeg", 0.9);
  return address.slice(address.indexOf(",") + 1);
}

function say(text: string): void {
  tell("toast", { text });
}
