/** Puts a text in the place of what is selected in a box, as if it were typed: Ctrl+Z takes it out again. */
export function typeInto(box: HTMLTextAreaElement, text: string): void {
  box.focus();
  const isTyped = text === ""
    ? document.execCommand("delete")
    : document.execCommand("insertText", false, text);
  if (isTyped) return;
  box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
