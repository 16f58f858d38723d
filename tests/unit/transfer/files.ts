/** Databases in memory with what an import needs, and chats made up by fast-check. */
import * as fc from "fast-check";
import type { Database } from "@/lib/db/database.ts";
import { openDatabase } from "@/lib/db/open_database.ts";
import type { Deps } from "@/lib/deps.ts";
import { Feed } from "@/lib/feed.ts";
import { exportAll } from "@/lib/transfer/export_json.ts";
import { importChats, type ImportOptions } from "@/lib/transfer/import.ts";
import type { ImportResult } from "@/lib/shared/transfer.ts";

export interface Home extends AsyncDisposable {
  db: Database;
  deps: Deps;
  folder: string;
  import(file: unknown, options?: ImportOptions): Promise<ImportResult>;
  /** All chats, as they are exported. */
  export(): string;
}

export async function openHome(): Promise<Home> {
  const folder = await Deno.makeTempDir();
  const db = openDatabase(":memory:");
  const deps = { db, env: { dataDir: folder }, sessionEvents: new Feed(), now: Date.now } as unknown as Deps;
  return {
    db,
    deps,
    folder,
    import: (file, options) => importChats(deps, pieces(file), options),
    export: () => [...exportAll(deps)].join(""),
    async [Symbol.asyncDispose]() {
      db.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/** In pieces of odd lengths, as a network gives them. Anything but text or bytes is written as JSON. */
async function* pieces(file: unknown): AsyncGenerator<Uint8Array> {
  const bytes = file instanceof Uint8Array
    ? file
    : new TextEncoder().encode(typeof file === "string" ? file : JSON.stringify(file));
  for (let at = 0, length = 1; at < bytes.length; at += length, length = (length * 7 + 3) % 4099 + 1) {
    yield bytes.slice(at, at + length);
  }
}

export const epoch = 1_700_000_000_000;
const time = fc.integer({ min: 0, max: 1_000_000_000 }).map((ms) => new Date(epoch + ms).toISOString());
const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.constantFrom("", "__proto__", "<script>", '"]}\n{"', "\u2028", "東京都", "a\\u0000b"),
);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const count = maybe(fc.integer({ min: 0, max: 100_000 }));

const metrics = fc.record({
  prompt_tokens: count,
  completion_tokens: count,
  time_to_first_token_ms: maybe(fc.double({ min: 0, max: 1e6, noNaN: true })),
  load_ms: count,
  prompt_eval_ms: count,
  eval_ms: count,
  total_ms: count,
  done_reason: maybe(fc.constantFrom("stop", "length")),
  context_window: count,
  context_used: count,
  truncated: maybe(fc.boolean()),
});

const message = fc.record({
  id: fc.uuid({ version: 7 }),
  /** Which of the messages before it is its parent; rounded down, 0 = none. */
  parent: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  role: fc.constantFrom("system", "user", "assistant", "tool"),
  content: text,
  sent_content: maybe(text),
  thinking: maybe(text),
  thinking_ms: count,
  tool_calls: maybe(
    fc.array(fc.record({ name: text, arguments: fc.record({ x: fc.integer() }) }), { maxLength: 2 }),
  ),
  model: maybe(fc.constantFrom("llama3.2:latest", "qwen3:8b")),
  status: fc.constantFrom("complete", "stopped", "interrupted", "failed"),
  error: maybe(fc.record({ code: fc.constantFrom("interrupted", "ollama_timeout"), message: text })),
  pinned: fc.boolean(),
  images: fc.array(fc.uint8Array({ minLength: 1, maxLength: 20 }).map((bytes) => bytes.toBase64()), {
    maxLength: 2,
  }),
  metrics: maybe(metrics),
  prompt: maybe(fc.record({
    model: fc.constant("llama3.2:latest"),
    options: fc.record({ temperature: fc.double({ min: 0, max: 2, noNaN: true }) }),
    system_prompt: maybe(text),
    first_message_id: fc.constant(null),
    left_out: fc.nat(10),
    estimated_tokens: fc.nat(1000),
    created_at: time,
  })),
  created_at: time,
  updated_at: time,
});

const session = fc.record({
  id: fc.uuid({ version: 7 }),
  title: fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }).map((text) => `t${text}`.trim()),
  title_source: fc.constantFrom("default", "fallback", "model", "user"),
  model: maybe(fc.constant("llama3.2:latest")),
  system_prompt: maybe(text),
  options: fc.record({
    temperature: maybe(fc.double({ min: 0, max: 2, noNaN: true })),
    seed: maybe(fc.nat(100)),
  }),
  pinned: fc.boolean(),
  archived: fc.boolean(),
  unread: fc.boolean(),
  draft: text,
  created_at: time,
  updated_at: time,
});

/** As our own export has it: any tree, any branch the current one. */
export const ownChat = fc.tuple(
  session,
  fc.uniqueArray(message, { maxLength: 12, selector: ({ id }) => id }),
  fc.nat(),
).map(([session, drawn, head]) => {
  const messages = drawn.map(({ parent, ...message }, index) => ({
    ...message,
    parent_id: drawn[Math.floor(parent * (index + 1)) - 1]?.id ?? null,
    active_child_id: null as string | null,
  }));
  const byId = new Map(messages.map((message) => [message.id, message]));
  let root: string | null = null;
  const headId = messages[head % Math.max(1, messages.length)]?.id ?? null;
  for (let up = headId && byId.get(headId); up; up = up.parent_id && byId.get(up.parent_id)) {
    root = up.id;
    if (up.parent_id) byId.get(up.parent_id)!.active_child_id = up.id;
  }
  const chat = {
    format: "chat-webui",
    version: 1,
    session: { ...session, active_root_id: root, head_id: headId },
    messages,
  };
  return JSON.parse(JSON.stringify(chat)) as typeof chat;
});
