/** Which key means what. Pure but for the watch over input methods. */

export type Shortcut = "palette" | "new-chat" | "composer" | "keys" | "stop";

type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey"> & {
  isComposing?: boolean;
  keyCode?: number;
};

/** @param isTyping the focus is in a field, where single characters are text */
export function shortcutOf(press: Press, isTyping: boolean): Shortcut | null {
  if (isInputMethod(press) || press.altKey) return null;
  const key = press.key.toLowerCase();
  if (press.ctrlKey || press.metaKey) {
    if (key === "k" && !press.shiftKey) return "palette";
    return key === "o" && press.shiftKey ? "new-chat" : null;
  }
  if (key === "escape") return "stop";
  if (isTyping) return null;
  if (key === "/") return "composer";
  return key === "?" ? "keys" : null;
}

/** Enter alone; with Shift it breaks the line. */
export function isSendKey(press: Press): boolean {
  return press.key === "Enter" && !press.shiftKey && !press.ctrlKey && !press.metaKey && !press.altKey &&
    !isInputMethod(press);
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
