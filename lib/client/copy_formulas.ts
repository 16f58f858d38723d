/** What is copied out of messages holds formulas as they are written: browsers give their letters alone. */
export function copyFormulas(event: ClipboardEvent): void {
  const selection = getSelection()!;
  if (selection.isCollapsed) return;
  const copied = document.createElement("div");
  copied.append(selection.getRangeAt(0).cloneContents());
  const formulas = copied.querySelectorAll("math");
  if (formulas.length === 0) return;
  for (const math of formulas) math.replaceWith(sourceOf(math));
  for (const button of copied.querySelectorAll("button, .code-wrap")) button.remove();
  document.body.append(copied); // innerText knows lines only of what is laid out
  event.clipboardData!.setData("text/plain", copied.innerText);
  event.clipboardData!.setData("text/html", copied.innerHTML);
  copied.remove();
  event.preventDefault();
}

function sourceOf(math: Element): string {
  const mark = math.getAttribute("display") ? "$$" : "$";
  return mark + math.getAttribute("alttext") + mark;
}
