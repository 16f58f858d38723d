/**
 * Turns marked's tokens into our tree.
 *
 * Every element and attribute of rendered content is made here or in links.ts, raw_html.ts and code.ts, from a
 * fixed set; whatever comes from content is text. Knows nothing of pieces, streams or output.
 */
import { type Code, codeBlock } from "./code.ts";
import { decodeEntities } from "./entities.ts";
import { imageLink, link } from "./links.ts";
import type { NoteMark, Token, Tokens } from "./lex.ts";
import { joinDetails, rawHtml, Siblings } from "./raw_html.ts";
import { append, type Element, element, FORMULA, type Node, textOf } from "./tree.ts";
import type { Wording } from "./wording.ts";

export interface Setting {
  wording: Wording;
  /** Begins the ids of this text's footnotes; without it they have none. */
  notePrefix: string | undefined;
}

export class Walk {
  #setting: Setting;
  #isInLink = false;

  constructor(setting: Setting) {
    this.#setting = setting;
  }

  blocks(tokens: Token[]): Node[] {
    return joinDetails(tokens.flatMap((token) => this.#block(token as Tokens.Generic)));
  }

  items(list: Tokens.List, isLoose: boolean): Node[] {
    return list.items.map((item) => this.#item(item, isLoose));
  }

  rows(table: Tokens.Table): Node[] {
    return table.rows.map((row) => element("tr", {}, row.map((cell) => this.#cell("td", cell))));
  }

  /** A footnote where it is defined. Only the first of a name is where its marks lead. */
  note({ number, isFirst }: { number: number; isFirst: boolean }, tokens: Token[]): Element {
    const prefix = this.#setting.notePrefix;
    const id: Record<string, string> = prefix !== undefined && isFirst
      ? { id: `${prefix}-note-${number}` }
      : {};
    const mark = element("span", { class: "md-note-number" }, [`${number}`]);
    const body = element("div", {}, this.blocks(tokens));
    return element("div", { class: "md-note", role: "doc-footnote", ...id }, [mark, body]);
  }

  code(code: Code): Element {
    return codeBlock(code, this.#setting.wording);
  }

  #block(token: Tokens.Generic): Node[] {
    switch (token.type) {
      case "heading":
        return [element(`h${token.depth}`, {}, this.#inline(token.tokens))];
      case "paragraph":
      case "text":
        return [element("p", {}, this.#inline(token.tokens))];
      case "plain":
        return [element("p", { class: "md-plain" }, [token.text])];
      case "hr":
        return [element("hr", {}, [])];
      case "blockquote":
        return [element("blockquote", {}, this.blocks(token.tokens!))];
      case "code":
        return [this.#code(token as Tokens.Code)];
      case "list":
        return [this.list(token as Tokens.List, this.items(token as Tokens.List, token.loose))];
      case "table":
        return [this.table(token as Tokens.Table, this.rows(token as Tokens.Table))];
      case "formulaBlock":
        return [
          this.#formula("div", token, {
            role: "group",
            "aria-label": this.#setting.wording.formula,
            tabindex: "0",
          }),
        ];
      case "html":
        return rawHtml(token.text);
      default: // space, def; checkbox is drawn by its item
        return [];
    }
  }

  #code({ raw, text, lang = "", codeBlockStyle }: Tokens.Code): Element {
    const isClosed = codeBlockStyle === "indented" || /\n[ \t]*(?:`{3,}|~{3,})[ \t]*\n*$/.test(raw);
    const body = text === "" ? "" : text.replace(/\n$/, "") + "\n";
    return this.code({ text: body, info: lang, isClosed });
  }

  list(token: Tokens.List, items: Node[]): Element {
    const isNumbered = token.ordered && token.start !== 1;
    return element(token.ordered ? "ol" : "ul", isNumbered ? { start: `${token.start}` } : {}, items);
  }

  table(token: Tokens.Table, rows: Node[]): Element {
    const head = element("tr", {}, token.header.map((cell) => this.#cell("th", cell, { scope: "col" })));
    const parts: Node[] = [element("thead", {}, [head])];
    if (rows.length > 0) parts.push(element("tbody", {}, rows));
    const attrs = {
      class: "md-table",
      role: "group",
      "aria-label": this.#setting.wording.table,
      tabindex: "0",
    };
    return element("div", attrs, [element("table", {}, parts)]);
  }

  #item(item: Tokens.ListItem, isLoose: boolean): Element {
    const children: Node[] = [];
    if (item.task) {
      const label = item.checked ? this.#setting.wording.done : this.#setting.wording.notDone;
      const checked: Record<string, string> = item.checked ? { checked: "" } : {};
      const attrs = { type: "checkbox", disabled: "", ...checked, "aria-label": label };
      children.push(element("input", attrs, []), " ");
    }
    for (const token of item.tokens as Tokens.Generic[]) {
      const isBare = !isLoose && token.type === "text";
      append(children, ...isBare ? this.#inline(token.tokens) : this.#block(token));
    }
    return element("li", item.task ? { class: "md-task" } : {}, joinDetails(children));
  }

  #cell(tag: string, { tokens, align }: Tokens.TableCell, attrs: Record<string, string> = {}): Element {
    return element(tag, align ? { ...attrs, class: `md-${align}` } : attrs, this.#inline(tokens));
  }

  #inline(tokens: Token[] | undefined): Node[] {
    const siblings = new Siblings("inline");
    for (const token of tokens ?? []) {
      if (token.type === "html") siblings.addTag(token.text);
      else if (token.type !== "checkbox") siblings.add(...this.#span(token as Tokens.Generic));
    }
    return siblings.take();
  }

  #span(token: Tokens.Generic): Node[] {
    switch (token.type) {
      case "strong":
      case "em":
      case "del":
        return [element(token.type, {}, this.#inline(token.tokens))];
      case "codespan":
        return [element("code", {}, [token.text])];
      case "br":
        return [element("br", {}, [])];
      case "link":
        return this.#link(token as Tokens.Link);
      case "image":
        return [this.#image(token as Tokens.Image)];
      case "note":
        return [this.#noteMark(token as unknown as NoteMark)];
      case "formula":
        return [this.#formula("span", token)];
      case "escape":
        return [token.text];
      default:
        return token.tokens ? this.#inline(token.tokens) : [decodeEntities(token.text)];
    }
  }

  #link({ href, title, text, tokens, autolink }: Tokens.Link): Node[] {
    if (autolink) return this.#isInLink ? [text] : link(href, "", [text]);
    const wasInLink = this.#isInLink;
    this.#isInLink = true;
    const children = this.#inline(tokens);
    this.#isInLink = wasInLink;
    return wasInLink ? children : link(decodeEntities(href), decodeEntities(title ?? ""), children);
  }

  #image({ href, text, tokens }: Tokens.Image): Element {
    const alt = tokens ? textOf(this.#inline(tokens)) : decodeEntities(text);
    return imageLink(decodeEntities(href), alt, this.#setting.wording.image, this.#isInLink);
  }

  /** The source, until the back end draws it. */
  #formula(tag: string, { text }: Tokens.Generic, attrs: Record<string, string> = {}): Element {
    return { ...element(tag, { class: "md-formula", ...attrs }, [text]), language: FORMULA };
  }

  #noteMark({ number }: NoteMark): Element {
    const prefix = this.#setting.notePrefix;
    const isLink = prefix !== undefined && !this.#isInLink;
    const attrs = { href: `#${prefix}-note-${number}`, role: "doc-noteref" };
    const mark = isLink ? element("a", attrs, [`${number}`]) : `${number}`;
    return element("sup", { class: "md-note-mark" }, [mark]);
  }
}
