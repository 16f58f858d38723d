/**
 * Chats from a file: our own, ChatGPT's or Open WebUI's, a chat at a time, each all or nothing.
 *
 * The file goes to disk while it is looked through for where its chats begin; then they are read one by one, and
 * other work has its turn between them.
 */
import { announceSession } from "@/lib/chat/sessions.ts";
import { selectSession, updateSession } from "@/lib/db/sessions.ts";
import type { Deps } from "@/lib/deps.ts";
import { InvalidInputError } from "@/lib/errors.ts";
import { slices } from "@/lib/slices.ts";
import type { ImportResult } from "@/lib/shared/transfer.ts";
import { isJson } from "./chat_json.ts";
import { collectEarly } from "./collect_early.ts";
import type { IncomingChat } from "./incoming.ts";
import { type Item, type ItemList, ItemScanner } from "./items.ts";
import { readChat } from "./read_chat.ts";
import { RefusedChat, UnknownChat } from "./refused.ts";
import { inWindows } from "./source.ts";
import { type Spool, spool } from "./spool.ts";
import { storeChat } from "./store.ts";

export interface ImportOptions {
  /** Says what would happen, stores nothing. */
  isDryRun?: boolean;
  /** When it fires, nobody waits for the rest: what is stored stays. */
  signal?: AbortSignal;
}

/** Throws `invalid_input` when nothing in it is recognised. */
export async function importChats(
  deps: Deps,
  body: AsyncIterable<Uint8Array>,
  { isDryRun = false, signal }: ImportOptions = {},
): Promise<ImportResult> {
  using _ = collectEarly();
  const scanner = new ItemScanner();
  await using file = await spool(body, {
    folder: deps.env.dataDir,
    onPiece: (piece) => scanner.push(piece),
  });
  const items = await findItems(file, scanner);
  const tally = new Tally(items.hasMore ? items.length : undefined);
  let last: string | undefined;
  const slice = slices(signal);
  for (const index of await inOrder(file, items)) {
    if (await slice.pass()) break;
    const chat = await read(file, items.at(index), (failure) => tally.fail(index, failure));
    if (!chat) continue;
    const stored = await store(deps, chat, { isDryRun, fail: (failure) => tally.fail(index, failure) });
    if (!stored) continue;
    tally.add(stored, chat.session.id);
    if (stored === "imported" && !isDryRun) announceSession(deps, last = chat.session.id);
  }
  if (last) makeDurable(deps, last);
  return tally.result();
}

/** A first line that is cut off looks like the beginning of a document: then each line counts after all. */
async function findItems(file: Spool, scanner: ItemScanner): Promise<ItemList> {
  const items = scanner.end();
  if (scanner.form !== "document") return items;
  const document = items.at(0);
  if (document.problem || await isJson(file, document)) return items;
  const lines = new ItemScanner({ form: "lines" });
  const slice = slices();
  for (const place of inWindows({ start: 0, length: file.length })) {
    lines.push(file.read(place));
    await slice.pass();
  }
  return lines.end();
}

/** Others write the newest chat first; stored the oldest first, "newest first" stays true in a search. */
async function inOrder(file: Spool, items: ItemList): Promise<Iterable<number>> {
  const end = items.length - 1;
  const [first, last] = end > 0 ? [await read(file, items.at(0)), await read(file, items.at(end))] : [];
  const isNewestFirst = first && last && first.session.created_at > last.session.created_at;
  return isNewestFirst ? down(end) : new Array(items.length).keys();
}

function* down(from: number): Generator<number> {
  for (let index = from; index >= 0; index--) yield index;
}

async function read(
  file: Spool,
  item: Item,
  fail: (failure: RefusedChat) => void = () => {},
): Promise<IncomingChat | undefined> {
  try {
    if (item.problem) throw new UnknownChat(item.problem);
    refuseZip(file, item);
    return await readChat(file, item);
  } catch (error) {
    if (!(error instanceof RefusedChat)) throw error;
    fail(error);
  }
}

const zipMark = [0x50, 0x4b, 0x03, 0x04];

function refuseZip(file: Spool, { start, length }: Item): void {
  const mark = file.read({ start, length: Math.min(length, zipMark.length) });
  if (zipMark.some((byte, index) => mark[index] !== byte)) return;
  throw new UnknownChat("is a ZIP archive: take conversations.json out of it and import that");
}

async function store(
  { db }: Deps,
  chat: IncomingChat,
  { isDryRun, fail }: { isDryRun: boolean; fail: (failure: RefusedChat) => void },
) {
  try {
    return await storeChat(db, chat, { isDryRun });
  } catch (error) {
    if (!(error instanceof RefusedChat)) throw error;
    fail(error);
  }
}

function makeDurable({ db }: Deps, sessionId: string): void {
  db.transaction(() => {
    const session = selectSession(db, sessionId);
    if (session) updateSession(db, sessionId, { updated_at: session.updated_at });
  });
}

const mostFailures = 1000;

/** Counts chats, not items: the same one twice in a file is skipped the second time. */
class Tally {
  #imported = new Set<string>();
  #skipped = 0;
  #failed: ImportResult["failed"] = [];
  #unlisted = 0;
  #recognised = 0;
  #end: number | undefined;

  constructor(end: number | undefined) {
    this.#end = end;
  }

  add(stored: "imported" | "skipped", sessionId: string): void {
    this.#recognised++;
    if (stored === "imported" && !this.#imported.has(sessionId)) this.#imported.add(sessionId);
    else this.#skipped++;
  }

  fail(index: number, failure: RefusedChat): void {
    if (!(failure instanceof UnknownChat)) this.#recognised++;
    if (this.#failed.length < mostFailures) this.#failed.push({ index, reason: `It ${failure.message}.` });
    else this.#unlisted++;
  }

  result(): ImportResult {
    const failed = this.#failed.toSorted((a, b) => a.index - b.index);
    if (this.#recognised === 0) throw nothingRecognised(failed[0]?.reason);
    const last = failed.at(-1);
    if (last && this.#unlisted > 0) last.reason += ` ${this.#unlisted} more failed and are not listed.`;
    if (this.#end !== undefined) {
      failed.push({ index: this.#end, reason: `Only the first ${this.#end} items of a file are looked at.` });
    }
    return { imported: this.#imported.size, skipped: this.#skipped, failed };
  }
}

function nothingRecognised(reason = "It is empty."): InvalidInputError {
  return new InvalidInputError(
    "Nothing in the file is a chat of Chat WebUI, ChatGPT (conversations.json) or Open WebUI (chat export).",
    [{ path: "", message: `The first item: ${reason}` }],
  );
}
