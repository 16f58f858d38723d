/** The servers that the places are on: one in use, one with nothing in it, one of someone new, one behind a password. */
import assert from "node:assert/strict";
import { atOnce, type Guide, startGuide } from "@/lib/guide/guide.ts";
import { guideModel } from "@/lib/guide/manual/guide_model.ts";
import { startServer, type TestServer } from "@/tests/helpers/server.ts";
import { exportedChat } from "../seeded.ts";
import { type RichChat, richChat } from "./rich_chat.ts";

export const tenants = ["used", "empty", "new", "locked"] as const;
export type Tenant = (typeof tenants)[number];

export interface House extends AsyncDisposable {
  servers: Record<Tenant, TestServer>;
  guide: Guide;
  rich: RichChat;
  /** Of 45 turns. */
  longChat: string;
  /** A message in its middle. */
  longPlace: string;
  /** A chat whose model is not installed. */
  orphan: string;
}

export async function openHouse(): Promise<House> {
  await using parts = new AsyncDisposableStack();
  const guide = await startGuide({ ...atOnce, models: [guideModel(), seeing], answer: () => "Yes. It is." });
  parts.defer(() => guide.close());
  const environments: Record<Tenant, Record<string, string>> = {
    used: {},
    empty: {},
    new: { OLLAMA_BASE_URL: guide.url },
    locked: { ACCESS_PASSWORD: "a password of the tests" },
  };
  const started = await Promise.all(
    tenants.map(async (tenant) => [tenant, await startServer({ env: environments[tenant] })] as const),
  );
  for (const [, server] of started) parts.use(server);
  const servers = Object.fromEntries(started) as Record<Tenant, TestServer>;
  // Nobody listens there.
  await send(servers.empty.url, "PATCH", "/api/config", {
    ollama_base_url: "http://127.0.0.1:1",
    default_model: "gone:7b",
  });
  const chats = await fill(servers.used.url, guide.url);
  const open = parts.move();
  return { servers, guide, ...chats, [Symbol.asyncDispose]: () => open.disposeAsync() };
}

/** Sees images, and is used by no chat. */
export const seeingModel = "with/a-long-name-of-its-own:13b-q4_K_M";
const seeing = { ...guideModel(), name: seeingModel, capabilities: ["completion", "vision"] };

async function fill(url: string, ollama: string) {
  await send(url, "PATCH", "/api/config", {
    ollama_base_url: ollama,
    default_model: "guide:latest",
    title_generation: "off",
  });
  const rich = richChat();
  const long = exportedChat({ title: "Long", turns: 45 }, 3000);
  const archived = exportedChat({ title: "Archived", turns: 1 }, 90_000);
  const orphan = exportedChat({ title: "Of last year", turns: 1 }, 600_000);
  const unread = exportedChat({ title: "Not read yet", turns: 1 }, 100);
  const chats = [
    long,
    { ...archived, session: { ...archived.session, archived: true } },
    { ...orphan, session: { ...orphan.session, model: "gone:7b" } },
    { ...unread, session: { ...unread.session, unread: true } },
  ];
  await send(
    url,
    "POST",
    "/api/import",
    [rich.line, ...chats.map((chat) => JSON.stringify(chat))].join("\n"),
  );
  await send(url, "POST", "/api/models/load", { name: "guide:latest" });
  // What it holds in memory is known from now on: no page changes while it is looked at.
  await send(url, "POST", "/api/config/test", {});
  return {
    rich,
    longChat: long.session.id,
    longPlace: long.messages[20]!.id,
    orphan: orphan.session.id,
  };
}

async function send(url: string, method: string, path: string, body: unknown): Promise<void> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(url + path, { method, body: text });
  assert.ok(response.ok, await response.text());
}
