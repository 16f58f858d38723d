/**
 * The least that can show a reply: the product's own stream, read by a few lines of script into one text node.
 * What drawing costs more than this is the product's.
 */
import type { Page } from "playwright-core";
import type { TestBrowser } from "@/tests/helpers/browser.ts";
import type { Asked } from "./reply_client.ts";
import type { Stage } from "./stage.ts";

/** On the product's origin, without anything of the product in it. */
export async function openBarePage(browser: TestBrowser, { server }: Stage): Promise<Page> {
  const { page } = await browser.open(`${server.url}/api/version`);
  await page.evaluate(() => {
    const [article, text, box] = ["article", "p", "textarea"].map((name) => document.createElement(name));
    article!.dataset.role = "assistant";
    article!.append(text!);
    text!.append("");
    document.body.replaceChildren(article!, box!);
    box!.focus();
  });
  return page;
}

export async function readOnBarePage(page: Page, { model, tokens }: Asked): Promise<void> {
  await page.evaluate(async (body) => {
    const text = document.querySelector("article p")!.firstChild as Text;
    const response = await fetch("/api/chat", { method: "POST", body });
    let rest = "";
    for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + piece).split("\n\n");
      rest = blocks.pop()!;
      for (const block of blocks) {
        const data = /^event: token\ndata: (.*)$/m.exec(block)?.[1];
        if (data) text.appendData(JSON.parse(data).text);
      }
    }
  }, JSON.stringify({ model: `${model}:latest`, content: String(tokens), background: true }));
}
