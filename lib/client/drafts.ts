/**
 * What is typed and not sent, kept through a reload in the last moment, a crash and a change of machine.
 *
 * The browser's store takes each input at once; the server gets it when the typing rests.
 */
import { requestJson } from "./api.ts";

export interface DraftStore {
  /** What was typed here last, else what the server has. */
  read(stored: string): string;
  keep(text: string): void;
  /** The message is acknowledged: the server has dropped its draft itself. */
  clear(): void;
}

const restMs = 800;

/** @param sessionId null for the chat that does not exist yet: its draft is kept here only */
export function openDrafts(
  sessionId: string | null,
  store: Pick<Storage, "getItem" | "setItem" | "removeItem">,
  put: (path: string, content: string, signal: AbortSignal) => Promise<void> = putDraft,
): DraftStore {
  const key = `draft:${sessionId ?? "new"}`;
  let timer: number | undefined;
  let sending: AbortController | undefined;
  const send = async (content: string) => {
    if (!sessionId) return;
    sending?.abort();
    const given = sending = new AbortController();
    await put(`/api/sessions/${sessionId}/draft`, content, given.signal);
    if (sending === given) sending = undefined;
  };
  return {
    read: (stored) => store.getItem(key) ?? stored,
    keep(text) {
      keepText(store, key, text);
      clearTimeout(timer);
      timer = setTimeout(() => send(text), restMs) as unknown as number;
    },
    clear() {
      clearTimeout(timer);
      store.removeItem(key);
      if (sending) send(""); // one on its way might arrive after the message
    },
  };
}

/** A full store loses nothing: the server's copy is on its way. */
function keepText(store: Pick<Storage, "setItem">, key: string, text: string) {
  try {
    store.setItem(key, text);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "QuotaExceededError")) throw error;
  }
}

/** While the server cannot be reached the browser's copy is the draft. */
async function putDraft(path: string, content: string, signal: AbortSignal): Promise<void> {
  await requestJson("PUT", path, { content }, { signal }).catch((error: Error) => {
    if (error.name !== "UnreachableError" && error.name !== "AbortError" && error.name !== "ApiError") {
      throw error;
    }
  });
}
