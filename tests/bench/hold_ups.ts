/** How long others wait while a very long chat comes, is copied, goes, or leaves: asked of a running server. */
import { atMost, type Figure } from "./bench.ts";
import { randomText } from "./random_text.ts";

/** Of one chat with so many messages. The chat is gone afterwards. */
export async function* measureHoldUps(url: string, messages: number): AsyncGenerator<Figure> {
  const of = `one chat of ${messages.toLocaleString("en")} messages`;
  const idle = await longestWait(url, () => new Promise((resolve) => setTimeout(resolve, 2000)));
  const chat = makeChat(messages);
  const id = chat.session.id;
  const steps: [string, () => Promise<unknown>][] = [
    ["import", () => call(url, "/api/import", { method: "POST", body: JSON.stringify(chat) })],
    ["fork", () => fork(url, id, chat.session.head_id)],
    ["export", () => call(url, `/api/sessions/${id}/export`)],
    ["delete", () => call(url, `/api/sessions/${id}`, { method: "DELETE" })],
  ];
  for (const [name, step] of steps) {
    const began = performance.now();
    const wait = await longestWait(url, step);
    yield { name: `${name} ${of}`, value: performance.now() - began, unit: "ms" };
    yield {
      name: `${name} ${of}, longest wait of others`,
      value: wait,
      unit: "ms",
      baseline: { name: "with nothing else to do", value: idle },
      budget: atMost(100),
    };
  }
  const began = performance.now();
  const response = await fetch(`${url}/api/export`);
  const reader = response.body!.getReader();
  await reader.read();
  yield { name: "export of all chats, first byte", value: performance.now() - began, unit: "ms" };
  await reader.cancel();
}

/** Asks for something small again and again while the work goes on. */
async function longestWait(url: string, work: () => Promise<unknown>): Promise<number> {
  let isDone = false;
  const working = work().finally(() => isDone = true);
  let longest = 0;
  while (!isDone) {
    const began = performance.now();
    await call(url, "/api/sessions?limit=1");
    longest = Math.max(longest, performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await working;
  return longest;
}

/** By the plain form: there is no other way. */
function fork(url: string, sessionId: string, messageId: string): Promise<void> {
  const body = new URLSearchParams({ fork: messageId });
  return call(url, `/chat/${sessionId}`, {
    method: "POST",
    body,
    redirect: "manual",
    headers: { origin: url },
  });
}

async function call(url: string, path: string, init?: RequestInit): Promise<void> {
  const response = await fetch(url + path, init);
  await response.arrayBuffer();
  if (response.status >= 400) throw new Error(`${path} answered ${response.status}`);
}

function makeChat(messages: number) {
  const text = randomText(7);
  const ids = Array.from({ length: messages }, () => crypto.randomUUID());
  const time = new Date().toISOString();
  const times = { created_at: time, updated_at: time };
  return {
    format: "chat-webui",
    version: 1,
    session: { id: crypto.randomUUID(), title: "A long one", head_id: ids.at(-1)!, ...times },
    messages: ids.map((id, index) => ({
      id,
      parent_id: ids[index - 1] ?? null,
      role: index % 2 === 0 ? "user" : "assistant",
      content: text.message(),
      ...(index % 2 === 1 && { metrics: { prompt_tokens: 100, completion_tokens: 80 } }),
      ...times,
    })),
  };
}
