/** What is done with hostile texts in a browser, for the suite and for the whole matrix. */
import assert from "node:assert/strict";
import * as faults from "@/lib/guide/faults.ts";
import type { Find, Witness } from "@/tests/helpers/witness.ts";
import { randomCuts } from "@/tests/unit/markdown/dom.ts";
import type { HostileApp } from "./app.ts";
import { hostileTexts } from "./corpus.ts";

/** What the page's bundles define. */
declare const stream: typeof import("@/lib/markdown/stream.ts");
declare const draw: typeof import("@/lib/markdown/draw.ts");

export function assertNothing(finds: Find[]): void {
  assert.deepEqual(
    finds.slice(0, 20).map(({ kind, what }) => {
      const [, number] = /x(\d+)\.evil|\((\d+)\)/.exec(what) ?? [];
      return `${kind} ${what} ${number === undefined ? "" : hostileTexts[Number(number)]}`;
    }),
    [],
  );
}

/** Bytes are cut, not characters: what a network does. */
export async function streamAll({ page }: Witness, texts: string[], random: () => number): Promise<void> {
  const cut = texts.map((text) => {
    const decoder = new TextDecoder();
    const bytes = new TextEncoder().encode(text);
    const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    const pieces = [...randomCuts(letters, text.length > 2000 ? 2000 : 12, random)];
    return pieces.map((piece) =>
      decoder.decode(Uint8Array.from(piece, (letter) => letter.charCodeAt(0)), { stream: true })
    );
  });
  await page.evaluate(async (cut) => {
    const main = document.querySelector("main")!;
    for (const [index, pieces] of cut.entries()) {
      const container = main.appendChild(document.createElement("div"));
      const growing = new stream.MarkdownStream(container, {
        notePrefix: `s${index}-`,
        highlight: draw.draw,
      });
      for (const piece of pieces) growing.push(piece);
      await growing.end();
    }
  }, cut);
}

/** All pages of the list of chats; each title is there as the text it is. */
export async function visitTitles(
  { page, visit }: Witness,
  first: string,
  texts: string[],
): Promise<void> {
  const seen = new Set<string>();
  for (let next: string | null = first; next !== null;) {
    await visit(next);
    for (const title of await page.locator('ul[aria-label="Chats"] strong').allTextContents()) {
      seen.add(title);
    }
    const more = page.locator("a.older");
    next = await more.count() ? new URL((await more.getAttribute("href"))!, first).href : null;
  }
  const missing = texts.filter((text) => /^[\x20-\x7e]{1,500}$/.test(text) && !seen.has(text.trim()));
  assert.deepEqual(missing.slice(0, 5), [], `${seen.size} titles were shown`);
}

/** A chat as the file that a person keeps: opened as a page of nobody, without the policy it brings. */
export async function openFiles({ page, touch }: Witness, chatPages: string[]): Promise<void> {
  for (const url of chatPages) {
    const file = await (await fetch(`${url}/file`)).text();
    await page.setContent(file.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ""));
    assert.ok(await page.locator("article").count() > 20);
    await touch("main *");
  }
}

/** Each group's texts as one question and as its reply, whose lines are cut at any byte. */
export async function askAndHear(
  { page }: Witness,
  { guide }: HostileApp,
  groups: string[][],
  random: () => number,
): Promise<void> {
  for (const [place, group] of groups.entries()) {
    const text = group.join("\n\n");
    const body = faults.chatBody([...randomCuts(text, 400, random)]);
    const { length } = new TextEncoder().encode(body);
    const offsets = Array.from({ length: 60 }, () => 1 + Math.floor(random() * (length - 2)));
    guide.script(faults.cutAt(body, offsets.sort((a, b) => a - b), 0), { path: "/api/chat" });
    await page.getByRole("textbox", { name: "Message", exact: true }).fill(text.replaceAll("\0", ""));
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.locator('article[data-role="assistant"][data-status="complete"]').nth(place).waitFor();
  }
}
