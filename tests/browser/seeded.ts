/** A server that is set up and has chats of a given length, by its own import. */
import { atOnce, type Guide, startGuide } from "@/lib/guide/guide.ts";
import { launchBrowser, type TestPage } from "@/tests/helpers/browser.ts";
import { startServer } from "@/tests/helpers/server.ts";
import type { BrowserContextOptions } from "playwright-core";

export interface SeededChat {
  title: string;
  /** Questions, each with its answer. */
  turns: number;
}

export interface Seeded {
  url: string;
  guide: Guide;
  /** Ids, in the order of the chats. */
  ids: string[];
  open(path: string, options?: BrowserContextOptions): Promise<TestPage>;
}

/** The first chat is the newest. */
export async function withChats(chats: SeededChat[], test: (seeded: Seeded) => Promise<void>): Promise<void> {
  const guide = await startGuide({ ...atOnce, answer: () => "Yes." });
  try {
    await using server = await startServer();
    const config = { ollama_base_url: guide.url, title_generation: "off" };
    await (await fetch(`${server.url}/api/config`, { method: "PATCH", body: JSON.stringify(config) })).text();
    const exported = chats.map(exportedChat);
    const body = exported.map((chat) => JSON.stringify(chat)).join("\n");
    await (await fetch(`${server.url}/api/import`, { method: "POST", body })).text();
    await using browser = await launchBrowser();
    await test({
      url: server.url,
      guide,
      ids: exported.map(({ session }) => session.id),
      open: (path, options) => browser.open(server.url + path, options),
    });
  } finally {
    await guide.close();
  }
}

/** As `/api/import` takes it: `place` minutes ago. */
export function exportedChat({ title, turns }: SeededChat, place: number) {
  const start = Date.now() - (place + 1) * 60_000 - turns * 2000;
  const at = (index: number) => new Date(start + index * 1000).toISOString();
  const ids = Array.from({ length: turns * 2 }, () => crypto.randomUUID());
  const messages = ids.map((id, index) => ({
    id,
    parent_id: ids[index - 1] ?? null,
    role: index % 2 === 0 ? "user" : "assistant",
    content: index % 2 === 0
      ? `Question ${index / 2}`
      : `- Answer ${(index - 1) / 2}\n- with a list\n- of three`,
    created_at: at(index),
    updated_at: at(index),
  }));
  const last = at(turns * 2);
  const session = {
    id: crypto.randomUUID(),
    title,
    head_id: ids.at(-1) ?? null,
    created_at: at(0),
    updated_at: last,
  };
  return { format: "chat-webui", version: 1, session, messages };
}
