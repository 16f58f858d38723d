/** Using the chat page as a reader does, without looking into it while something is being measured there. */
import type { Page } from "playwright-core";
import type { Asked } from "./reply_client.ts";
import type { Stage } from "./stage.ts";

export interface DrawnReply {
  /** Epoch milliseconds, as the server noted it. */
  firstTokenAt: number;
}

/** Sends the question and waits for the end of its reply. */
export async function askOnPage(page: Page, stage: Stage, asked: Asked): Promise<DrawnReply> {
  await chooseModel(stage, asked.model);
  await page.reload();
  await sendOnPage(page, asked);
  return await replyEnd(stage, asked);
}

export async function chooseModel({ server }: Stage, model: Asked["model"]): Promise<void> {
  await callApi(server.url, "/api/config", { default_model: `${model}:latest` });
}

export async function sendOnPage(page: Page, { tokens }: Asked): Promise<void> {
  await page.getByRole("textbox", { name: "Message", exact: true }).fill(String(tokens));
  await page.getByRole("button", { name: "Send", exact: true }).click();
}

/** Asks the server, not the page: looking for something in a page costs its main thread. */
export async function replyEnd({ server }: Stage, { tokens }: Asked): Promise<DrawnReply> {
  while (true) {
    const { items } = await callApi(server.url, "/api/sessions?limit=1");
    const messages = items[0] && await callApi(server.url, `/api/sessions/${items[0].id}/messages?limit=2`);
    const [question, reply] = messages?.items ?? [];
    if (question?.content === String(tokens) && reply?.status === "complete") {
      return { firstTokenAt: Date.parse(reply.created_at) + reply.metrics.time_to_first_token_ms };
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

export async function usePalette(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  const box = page.getByRole("dialog", { name: "Command palette" }).getByRole("combobox");
  await box.fill("models");
  await page.getByRole("option", { name: "Models" }).first().waitFor();
  await page.keyboard.press("Escape");
}

// deno-lint-ignore no-explicit-any -- the contract's own tests look at the shapes
async function callApi(url: string, path: string, patch?: unknown): Promise<any> {
  const init = patch === undefined ? {} : { method: "PATCH", body: JSON.stringify(patch) };
  const response = await fetch(url + path, init);
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return await response.json();
}
