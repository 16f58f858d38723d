/**
 * Deleting a chat from the list, and bringing it back within ten seconds.
 *
 * The chat is deleted at once and its export kept in the tab's storage, so that an undo survives going to another
 * page. Loaded when first used.
 */
import { fill } from "@/lib/texts/text.ts";
import { textsOnPage } from "@/lib/texts/texts_on_page.ts";
import { reach, readError, requestJson } from "./api.ts";
import { tell } from "./bus.ts";

const undoMs = 10_000;
const storageKey = "deleted-chat";

interface DeletedChat {
  title: string;
  /** As the server exports it. */
  source: string;
  until: number;
}

/** False when it is asked about first: a chat too large for the tab's storage could not come back. */
export async function deleteChat(item: HTMLElement): Promise<boolean> {
  const id = item.dataset.sessionId!;
  const title = item.querySelector("a")?.textContent ?? "";
  const answer = await reach(fetch, `/api/sessions/${id}/export?format=json`, {});
  if (!answer.ok) throw await readError(answer);
  const deleted: DeletedChat = { title, source: await answer.text(), until: Date.now() + undoMs };
  if (!keep(deleted)) {
    document.getElementById(`remove-${id}`)?.showPopover();
    return false;
  }
  await requestJson("DELETE", `/api/sessions/${id}`);
  item.remove();
  if (location.pathname === `/chat/${id}`) location.assign("/chat"); // there the undo is offered
  else offerUndo();
  return true;
}

/** Also after another page was opened meanwhile. */
export function offerUndo(): void {
  const text = sessionStorage.getItem(storageKey);
  if (text === null) return;
  const deleted: DeletedChat = JSON.parse(text);
  document.querySelector(".undo")?.remove();
  const { toast } = textsOnPage();
  const note = document.createElement("p");
  note.className = "toast undo";
  note.role = "status";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = toast.undo;
  const end = () => {
    note.remove();
    if (sessionStorage.getItem(storageKey) === text) sessionStorage.removeItem(storageKey);
  };
  button.onclick = () => {
    button.disabled = true;
    bringBack(deleted).then(end, (error: Error) => {
      button.disabled = false;
      tell("toast", { text: error.message });
    });
  };
  document.body.append(note);
  note.append(fill(toast.deleted, { title: deleted.title }), button);
  setTimeout(() => button.disabled || end(), Math.max(0, deleted.until - Date.now()));
}

async function bringBack({ source }: DeletedChat): Promise<void> {
  const answer = await reach(fetch, "/api/import", { method: "POST", body: source });
  if (!answer.ok) throw await readError(answer);
  const { failed } = await answer.json() as { failed: { reason: string }[] };
  if (failed[0]) throw new Error(failed[0].reason);
  tell("toast", { text: textsOnPage().toast.restored });
}

function keep(deleted: DeletedChat): boolean {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(deleted));
    return true;
  } catch (error) {
    if (error instanceof DOMException && error.name === "QuotaExceededError") return false;
    throw error;
  }
}
