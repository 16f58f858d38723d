/**
 * Puts a text in the place of what is selected in a box, as if it were typed: Ctrl+Z takes it out again. Chromium
 * lays out the whole box for each line that is typed so, which would stop the page for seconds with a long text:
 * that is put there at once.
 */
export function typeInto(box: HTMLTextAreaElement, text: string): void {
  box.focus();
  if (text.length < mostTyped && typeText(text)) return;
  box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/** In characters. */
const mostTyped = 5000;

function typeText(text: string): boolean {
  return text === "" ? document.execCommand("delete") : document.execCommand("insertText", false, text);
}
