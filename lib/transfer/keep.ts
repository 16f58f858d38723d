/** A temporary chat that is to stay: it goes to the stored ones as an export and an import would take it. */
import { whenStopped } from "@/lib/chat/messages.ts";
import { announceSession, findSession } from "@/lib/chat/sessions.ts";
import { removeChat } from "@/lib/chat/whole_chats.ts";
import { updateSession } from "@/lib/db/sessions.ts";
import type { Deps } from "@/lib/deps.ts";
import { ConflictError, NotFoundError } from "@/lib/errors.ts";
import type { Session } from "@/lib/shared/session.ts";
import { exportSession } from "./export_json.ts";
import type { IncomingChat } from "./incoming.ts";
import { readChat } from "./read_chat.ts";
import { RefusedChat } from "./refused.ts";
import { memorySource } from "./source.ts";
import { storeChat } from "./store.ts";

/** A reply that is being written in it is stopped first. */
export async function keepChat(deps: Deps, id: string): Promise<Session> {
  const own = deps.temporary.depsOf(id);
  if (!own) throw new NotFoundError("temporary chat", id);
  const text = await whenStopped(own, id, () => [...exportSession(own, id)].join(""));
  const bytes = new TextEncoder().encode(text);
  const chat = await readChat(memorySource(bytes), { start: 0, length: bytes.length });
  await store(deps, chat);
  await removeChat(own.db, id);
  announceSession(deps, id);
  return findSession(deps, id)!;
}

async function store({ db }: Deps, chat: IncomingChat): Promise<void> {
  try {
    await storeChat(db, chat);
  } catch (error) {
    if (!(error instanceof RefusedChat)) throw error;
    throw new ConflictError(`The chat cannot be kept: it ${error.message}.`);
  }
  // In a transaction, which waits for the disk.
  db.transaction(() => updateSession(db, chat.session.id, { title: chat.session.title }));
}
