/**
 * A walk through the former questions of a chat, as a shell has it: the newest first, and at the other end what
 * was typed before. Loaded with the first key that asks for one.
 */
import type { MessagePage } from "@/lib/shared/message.ts";
import { requestJson } from "./api.ts";
import { typeInto } from "./type_into.ts";

export interface Walk {
  questions: FormerQuestions;
  /** What it has put into the box last. */
  found: string | undefined;
}

export function beginWalk(sessionId: string): Walk {
  return { questions: new FormerQuestions(readQuestions(sessionId)), found: undefined };
}

/** @returns whether it has come back to what was typed */
export async function walkOn(walk: Walk, by: 1 | -1, box: HTMLTextAreaElement): Promise<boolean> {
  const { questions } = walk;
  const { value } = box;
  const text = await questions.step(by, value);
  if (text !== value && box.value === value) {
    walk.found = questions.isOver ? undefined : text;
    box.select();
    typeInto(box, text);
  }
  return questions.isOver;
}

export class FormerQuestions {
  /** What was typed, then questions, the newest first; each as it was left. */
  readonly #texts: string[] = [""];
  readonly #source: AsyncIterator<string>;
  #place = 0;

  constructor(source: AsyncIterable<string>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** It stands at what was typed. */
  get isOver(): boolean {
    return this.#place === 0;
  }

  /**
   * @param by 1 to a former one, -1 to a later one
   * @param left what the box has before the step
   * @returns what it has after it; the same at either end
   */
  async step(by: 1 | -1, left: string): Promise<string> {
    this.#texts[this.#place] = left;
    const place = Math.max(0, this.#place + by);
    if (place === this.#texts.length) {
      const found = await this.#findOther(left);
      if (found === undefined) return left;
      this.#texts.push(found);
    }
    this.#place = place;
    return this.#texts[place]!;
  }

  /** The same question asked twice in a row is one step. */
  async #findOther(than: string): Promise<string | undefined> {
    while (true) {
      const { value, done } = await this.#source.next();
      if (done) return undefined;
      if (value !== than) return value;
    }
  }
}

/** As they were written, which the page shows only rendered; from the newest of the current branch backwards. */
async function* readQuestions(sessionId: string): AsyncGenerator<string> {
  let before = "";
  while (true) {
    const path = `/api/sessions/${sessionId}/messages?limit=50${before}`;
    const { items, previous_cursor } = await requestJson<MessagePage>("GET", path);
    for (const { role, content } of items.reverse()) if (role === "user") yield content;
    if (!previous_cursor) return;
    before = `&before=${previous_cursor}`;
  }
}
