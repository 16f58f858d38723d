/**
 * The images of the message that is being written: read, made small, shown, removed.
 *
 * Each is drawn anew: to a size that models use, without the place and camera that photos carry.
 */
import { textsOnPage } from "@/lib/texts/texts_on_page.ts";
import { fill } from "@/lib/texts/text.ts";
import { tell } from "./bus.ts";

const mostImages = 4;
const mostPixels = 2048;

export class Attachments {
  /** Base64, in order. */
  images: string[] = [];

  constructor(readonly place: Element) {}

  async add(files: File[]): Promise<void> {
    const { composer } = textsOnPage();
    for (const file of files) {
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
    (buttons[index] ?? buttons[index - 1] ?? this.place.closest("form")!.querySelector("textarea"))?.focus();
  }
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
