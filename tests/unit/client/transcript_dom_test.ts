import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import { showMessage } from "@/lib/client/transcript_dom.ts";

const article = (id: string, text: string, marks = "") =>
  `<article id="m-${id}" data-message-id="${id}" ${marks}><p>${text}</p><footer class="message-actions">` +
  `<button data-action="pin">Pin</button></footer></article>`;

function pageOf(...articles: string[]): Document {
  const { document } = parseHTML(
    `<main><div role="log"><div data-history>${articles.join("")}</div></div></main>`,
  );
  return document as unknown as Document;
}

/** As scripts find it in a browser. */
function withDocument(document: Document, test: () => void): void {
  const before = Object.getOwnPropertyDescriptor(globalThis, "document");
  Object.defineProperty(globalThis, "document", { value: document, configurable: true });
  try {
    test();
  } finally {
    if (before) Object.defineProperty(globalThis, "document", before);
    else Reflect.deleteProperty(globalThis, "document");
  }
}

Deno.test("showMessage() puts one message as another page has it in its place, still among the older ones", () => {
  const document = pageOf(
    article("1", "one", "data-older"),
    article("2", "two", "data-older"),
    article("3", "three"),
  );
  const other = pageOf(article("2", "two, pinned", 'data-pinned="true"'), article("9", "nine"));
  withDocument(document, () => {
    const shown = (id: string) => document.getElementById(`m-${id}`)!;
    assert.equal(showMessage(shown("2"), other), true);
    assert.deepEqual([...document.querySelectorAll("article")].map(({ id }) => id), ["m-1", "m-2", "m-3"]);
    assert.equal(shown("2").querySelector("p")!.textContent, "two, pinned");
    assert.equal(shown("2").dataset.older, "");
    assert.equal(showMessage(shown("3"), other), false);
    assert.equal(shown("3").querySelector("p")!.textContent, "three");
  });
});
