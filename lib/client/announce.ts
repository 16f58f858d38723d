/**
 * What a screen reader hears of a reply: whole sentences, then that it is finished. Never tokens or figures.
 *
 * Knows Markdown only as far as its marks would be read out.
 */
import type { LiveTexts } from "@/lib/texts/texts_on_page.ts";

/** Cuts growing Markdown into sentences of plain text. Code is named, not read. */
export class SentenceReader {
  #rest = "";
  #isInCode = false;

  /** @param codeBlock what is said where code begins */
  constructor(readonly codeBlock: string) {}

  push(text: string): string[] {
    this.#rest += text;
    return this.#take(/[^\n]*?(?:[.!?…]["')\]]?(?=\s)|[。！？]|\n)/y);
  }

  /** What is left is a sentence too. */
  end(): string[] {
    return this.#take(/[^\n]*?(?:[.!?…]["')\]]?(?=\s)|[。！？]|\n|$)/y);
  }

  #take(sentence: RegExp): string[] {
    const found: string[] = [];
    let end = 0;
    for (let match = sentence.exec(this.#rest); match?.[0]; match = sentence.exec(this.#rest)) {
      end = sentence.lastIndex;
      found.push(this.#read(match[0]));
    }
    this.#rest = this.#rest.slice(end);
    return found.filter((text) => text !== "");
  }

  #read(sentence: string): string {
    if (/^\s*(```|~~~)/.test(sentence)) {
      this.#isInCode = !this.#isInCode;
      return this.#isInCode ? this.codeBlock : "";
    }
    return this.#isInCode ? "" : plainText(sentence);
  }
}

/** Tables and rules have no sentence; links are their text. */
function plainText(markdown: string): string {
  return markdown
    .replace(/^\s*(#{1,6}|>|[-*+]|\d+[.)])\s+/, "")
    .replace(/^\s*([-*_]\s*){3,}$|^[\s|:-]+$/, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[*_`~|]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** What is said of one reply after the other. */
export class ReplyVoice {
  readonly #announcer: Announcer;
  #sentences: SentenceReader;
  #heard = 0;

  constructor(parent: Element, readonly texts: LiveTexts["turn"]) {
    this.#sentences = new SentenceReader(texts.codeBlock);
    this.#announcer = openAnnouncer(parent);
  }

  begin(): void {
    this.#sentences = new SentenceReader(this.texts.codeBlock);
    this.#heard = 0;
  }

  /** @param content all of the text so far */
  follow(content: string): void {
    this.#announcer.say(this.#sentences.push(content.slice(this.#heard)));
    this.#heard = content.length;
  }

  finish(): void {
    this.#announcer.say([...this.#sentences.end(), this.texts.finished]);
  }

  end(): void {
    this.#announcer.end();
  }
}

interface Announcer {
  say(sentences: string[]): void;
  end(): void;
}

/** A polite region of its own, beside the log; filled at most once a second, so that speech is not cut off. */
function openAnnouncer(parent: Element): Announcer {
  const region = document.createElement("p");
  region.className = "sr-only";
  region.ariaLive = "polite";
  parent.append(region);
  let waiting: string[] = [];
  let timer: number | undefined;
  const speak = () => {
    timer = undefined;
    if (waiting.length === 0) return;
    region.textContent = waiting.join(" ");
    waiting = [];
    timer = setTimeout(speak, 1000) as unknown as number;
  };
  return {
    say(sentences) {
      waiting.push(...sentences);
      if (timer === undefined && waiting.length > 0) speak();
    },
    end() {
      clearTimeout(timer);
      region.remove();
    },
  };
}
