/**
 * A code block: its frame, label and tools, and the way back from the Copy button to the code.
 *
 * Lines are wrapped by a checkbox and the style sheet alone: no script, and no attribute that would make the
 * block another than the server's.
 */
import { findLanguage, languageLabel } from "./languages.ts";
import { type Element, element } from "./tree.ts";
import type { Wording } from "./wording.ts";

export interface Code {
  text: string;
  info: string;
  /** Open code may still grow and is not coloured. */
  isClosed: boolean;
}

export function codeBlock({ text, info, isClosed }: Code, wording: Wording): Element {
  const language = findLanguage(info);
  const code = element("code", language ? { class: `language-${language.id}` } : {}, text ? [text] : []);
  if (isClosed && language) code.language = language.id;
  const label = languageLabel(info);
  const wrap = element("label", { class: "code-wrap" }, [
    element("input", { type: "checkbox", role: "switch" }, []),
    wording.wrapLines,
  ]);
  const isDrawable = code.language === "mermaid";
  const caption = element("figcaption", {}, [
    element("span", {}, label ? [label] : []),
    isDrawable ? placeOfDiagram(wrap) : wrap,
    element("button", { type: "button", class: "code-copy" }, [wording.copyCode]),
  ]);
  const pre = element("pre", { tabindex: "0" }, [code]);
  const attrs: Record<string, string> = language ? { "data-lang": language.id } : {};
  return element("figure", { class: "code", ...attrs }, [caption, isDrawable ? placeOfDiagram(pre) : pre]);
}

/** Browsers show a diagram (lib/client/diagram_figure.ts) there, and its switch beside this one. */
function placeOfDiagram(source: Element): Element {
  return element("div", { class: "diagram" }, [source]);
}

/** The code of the block that the element is in: what its Copy button copies; null outside of any. */
export function codeTextOf(inside: globalThis.Element): string | null {
  const code = inside.closest("figure.code")?.querySelector("pre > code");
  return code?.textContent?.replace(/\n$/, "") ?? null;
}
