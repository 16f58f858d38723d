/** Which key means what. Pure but for the watch over input methods and the page's own keys. */
import { defaultKeys, isCharacter, type KeyAction, type Keys } from "@/lib/shared/keys.ts";

export type Shortcut = Extract<KeyAction, "palette" | "new_chat" | "composer" | "keys" | "stop">;

const shortcuts: Shortcut[] = ["palette", "new_chat", "composer", "keys", "stop"];

type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey"> & {
  isComposing?: boolean;
  keyCode?: number;
};

/** The reader's: the document names those that are not the default. */
export function keysOnPage(): Keys {
  return { ...defaultKeys, ...JSON.parse(document.documentElement.dataset.keys ?? "{}") };
}

/** `Ctrl+Shift+O`; Shift counts only where the key does not tell by itself, as `?` does. */
export function keyOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Press): string {
  const name = key === " " ? "Space" : key.length === 1 ? key.toUpperCase() : key;
  const hasShift = shiftKey && (name.length > 1 || /\p{L}/u.test(name));
  return [(ctrlKey || metaKey) && "Ctrl", altKey && "Alt", hasShift && "Shift", name].filter(Boolean).join(
    "+",
  );
}

export function isKey(press: Press, key: string): boolean {
  return key !== "" && !isInputMethod(press) && keyOf(press) === key;
}

/** @param isTyping the focus is in a field, where single characters are text */
export function shortcutOf(press: Press, isTyping: boolean, keys: Keys): Shortcut | null {
  const found = shortcuts.find((action) => isKey(press, keys[action]));
  return found && !(isTyping && isCharacter(keys[found])) ? found : null;
}

/** Chromium and Firefox say so; 229 is what older ones and some Android keyboards send meanwhile. */
export function isInputMethod(press: Press): boolean {
  return press.isComposing === true || press.keyCode === 229;
}

export function isTextField(element: Element | null): boolean {
  return element?.matches("input, textarea, select, [contenteditable]") ?? false;
}

/** Safari ends the composition before the Enter that confirmed it: that Enter is not meant for us. */
export class CompositionWatch {
  #endedAt = -Infinity;

  ended(at: number): void {
    this.#endedAt = at;
  }

  covers(at: number): boolean {
    return at - this.#endedAt < 50;
  }
}
