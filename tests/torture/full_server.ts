/** A server on a disk that fills up while it chats, imports and is backed up, and is freed again. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { requireUsable } from "@/lib/db/backup.ts";
import { listBackups } from "@/lib/db/backup_folder.ts";
import { atOnce, startGuide } from "@/lib/guide/guide.ts";
import { runMain, startServer, type TestServer } from "@/tests/helpers/server.ts";
import { readSse } from "@/tests/helpers/sse.ts";
import { Books } from "./books.ts";
import type { SmallDisk } from "./small_disk.ts";

export interface Point {
  disk: SmallDisk;
  /** Bytes that stay free. */
  left: number;
  random: () => number;
  /** Counts how it ended: `chat: storage_full`. */
  note: (outcome: string) => void;
}

export interface FullServer extends AsyncDisposable {
  scenarios: Record<"chat" | "import" | "backup" | "small writes", (point: Point) => Promise<void>>;
}

/** What was acknowledged, and what of each reply was seen, is held against the database at the end. */
export async function startOnDisk(disk: SmallDisk): Promise<FullServer> {
  const dataDir = join(disk.path, "data");
  const guide = await startGuide({ ...atOnce, speed: 3000, recordRequests: false, answer: () => answer });
  const server = await startServer({ dataDir, env: { LOG_LEVEL: "error", MODEL_POLL_SECONDS: "1" } });
  const books = new Books(dataDir);
  const config = { ollama_base_url: guide.url, default_model: "guide:latest", title_generation: "off" };
  assert.equal((await send(server, "PATCH", "/api/config", config)).status, 200);
  const around = async (point: Point, work: () => Promise<void>) => {
    await work();
    assert.equal(
      (await send(server, "GET", "/api/sessions?limit=200")).status,
      200,
      "reading on a full disk",
    );
    books.check();
    point.disk.free();
    await recover(server, books);
  };
  return {
    scenarios: {
      chat: (point) => around(point, () => chat(server, books, point)),
      import: (point) => around(point, () => importChats(server, point)),
      backup: (point) => around(point, () => backUp(dataDir, point)),
      "small writes": (point) => around(point, () => writeSmall(server, books, point)),
    },
    async [Symbol.asyncDispose]() {
      disk.free();
      assert.equal(await server.stop(), 0);
      await guide.close();
      books.check();
    },
  };
}

/** Three replies at once; the disk fills before them or while they are written. */
async function chat(server: TestServer, books: Books, { disk, left, random, note }: Point): Promise<void> {
  const isFullBefore = random() < 0.4;
  if (isFullBefore) disk.fill(left);
  let heard = 0;
  const replies = [0, 1, 2].map(() =>
    converse(server, books, () => {
      if (!isFullBefore && ++heard === 30) disk.fill(left);
    })
  );
  for (const outcome of await Promise.all(replies)) note(`chat: ${outcome}`);
}

/** Gives the status of a refusal, or the code or name of the last event. */
async function converse(
  server: TestServer,
  books: Books,
  onToken: () => void,
  sessionId?: string,
): Promise<string> {
  const content = `What is on the disk? ${crypto.randomUUID()} ${"words ".repeat(200)}`;
  const response = await ask(server, "POST", "/api/chat", { content, session_id: sessionId });
  if (response.status !== 200) {
    const { error } = await response.json();
    assert.deepEqual([response.status, error.code], [507, "storage_full"], error.message);
    return "507";
  }
  let id = "";
  for await (const { event, data } of readSse(response)) {
    if (event === "start") {
      id = data.message_id;
      books.questions.set(data.user_message_id, content);
      books.seen.set(id, "");
    }
    if (event === "token") {
      books.seen.set(id, books.seen.get(id)! + data.text);
      onToken();
    }
    if (event === "error") assert.equal(data.code, "storage_full", data.message);
    if (event === "done" || event === "error") return event === "done" ? "done" : "failed, text kept";
  }
  throw new Error("a stream without a last event");
}

async function importChats(server: TestServer, { disk, left, note }: Point): Promise<void> {
  const chats = Array.from({ length: 60 }, (_, index) => openWebUiChat(index));
  disk.fill(left);
  const { status, json } = await send(server, "POST", "/api/import", chats);
  note(`import: ${status}`);
  if (status !== 200) assert.deepEqual([status, json.error.code], [507, "storage_full"], json.error.message);
  disk.free();
  const again = await send(server, "POST", "/api/import", chats);
  assert.equal(again.status, 200);
  assert.deepEqual(
    [again.json.imported + again.json.skipped, again.json.failed],
    [60, []],
    "the import once more",
  );
  const third = await send(server, "POST", "/api/import", chats);
  assert.equal(third.json.skipped, 60, "a chat was imported by half");
  const { json: list } = await send(server, "GET", "/api/sessions?limit=200");
  const mine = list.items.filter(({ title }: { title: string }) => title.startsWith(`From a file`));
  for (const { id } of mine) {
    assert.equal((await send(server, "GET", `/api/sessions/${id}/messages`)).json.items.length, 2);
    await send(server, "DELETE", `/api/sessions/${id}`);
  }
}

function openWebUiChat(index: number) {
  const id = (part: number) => `0190${String(index).padStart(4, "0")}-0000-4000-8000-00000000000${part}`;
  const message = (part: number, role: string, parentId: string | null, childrenIds: string[]) => ({
    ...{ id: id(part), role, parentId, childrenIds, timestamp: 1_700_000_000 + index },
    content: `${role} ${index} ${"imported words ".repeat(250)}`,
  });
  const messages = {
    [id(1)]: message(1, "user", null, [id(2)]),
    [id(2)]: message(2, "assistant", id(1), []),
  };
  return {
    id: id(0),
    title: `From a file ${index}`,
    chat: { title: `From a file ${index}`, history: { messages, currentId: id(2) } },
  };
}

async function backUp(dataDir: string, { disk, left, note }: Point): Promise<void> {
  disk.fill(left);
  const before = listBackups(dataDir);
  const { code, stdout, stderr } = await runMain(["backup", "--data", dataDir]);
  note(`backup: exit ${code}`);
  const made = listBackups(dataDir).filter((path) => !before.includes(path));
  if (code === 0) assert.equal(made[0], stdout.trimEnd());
  else {
    assert.equal(code, 1);
    assert.match(stderr, /^\/\S+: .*full.*Free some space.*\n$/);
    assert.deepEqual(made, []);
  }
  for (const path of made) {
    requireUsable(path);
    Deno.removeSync(path);
  }
  const partial = readNames(join(dataDir, "backups")).filter((name) => /partial/.test(name));
  assert.deepEqual(partial, [], "half a copy is left");
}

function readNames(folder: string): string[] {
  try {
    return Array.from(Deno.readDirSync(folder), ({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** Until one is refused. */
async function writeSmall(server: TestServer, books: Books, { disk, left, note }: Point): Promise<void> {
  disk.fill(Math.min(left, 100_000));
  for (let count = 0; count < 600; count++) {
    const title = `A new chat ${count} ${"with a long name ".repeat(20)}`.trim();
    const system_prompt = "x".repeat(15_000);
    const { status, json } = await send(server, "POST", "/api/sessions", { title, system_prompt });
    if (status === 201) books.titles.set(json.id, title);
    else {
      assert.deepEqual([status, json.error.code], [507, "storage_full"], json.error.message);
      const draft = await send(server, "PATCH", "/api/config", { system_prompt: "x".repeat(20_000) });
      assert.ok([200, 507].includes(draft.status), JSON.stringify(draft.json));
      return note("small writes: 507");
    }
  }
  note("small writes: all stored");
}

/** Without a restart: the same chats go on, and health is well. */
async function recover(server: TestServer, books: Books): Promise<void> {
  const { json } = await send(server, "GET", "/api/sessions?limit=3");
  for (const { id } of json.items) {
    assert.equal(await converse(server, books, () => {}, id), "done", "after the disk was freed");
  }
  assert.equal((await send(server, "GET", "/api/health")).json.db_status, "ok");
  const { json: all } = await send(server, "GET", "/api/sessions?limit=200");
  for (const { id } of all.items.slice(12)) {
    books.titles.delete(id);
    const { items } = (await send(server, "GET", `/api/sessions/${id}/messages`)).json;
    for (const message of items) [books.questions, books.seen].forEach((map) => map.delete(message.id));
    assert.equal((await send(server, "DELETE", `/api/sessions/${id}`)).status, 204);
  }
  books.check();
}

function ask(server: TestServer, method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(server.url + path, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
}

async function send(
  server: TestServer,
  method: string,
  path: string,
  body?: unknown,
  // deno-lint-ignore no-explicit-any -- answers as the wire has them
): Promise<{ status: number; json: any }> {
  const response = await ask(server, method, path, body);
  const text = await response.text();
  return { status: response.status, json: text === "" ? null : JSON.parse(text) };
}

const answer = `The disk is full of words. ${"Here are more of them, line by line. ".repeat(120)}`;
