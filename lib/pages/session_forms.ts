/** What the menu of a chat in the list asks for. */
import { deleteSession, getSession, updateSession } from "@/lib/chat/sessions.ts";
import type { Deps } from "@/lib/deps.ts";
import { InvalidInputError } from "@/lib/errors.ts";
import { issueWords } from "@/lib/shared/issue_words.ts";
import { type SessionPatch, SessionPatch as SessionPatchSchema } from "@/lib/shared/session.ts";
import { backOf } from "./form.ts";

/** Gives the page to show next. */
export async function actOnSession(deps: Deps, id: string, form: URLSearchParams): Promise<string> {
  const action = form.get("session")!;
  const here = `/chat/${id}`;
  const back = backOf(form, here);
  if (action === "delete") {
    await deleteSession(deps, id);
    return back.startsWith(here) ? "/chat" : back;
  }
  const patch = patches[action]?.(form);
  if (!patch) {
    throw new InvalidInputError(`There is nothing called "${action.slice(0, 40)}" to do with a chat.`);
  }
  getSession(deps, id);
  updateSession(deps, id, patch);
  return back;
}

const patches: Record<string, (form: URLSearchParams) => SessionPatch> = {
  pin: () => ({ pinned: true }),
  unpin: () => ({ pinned: false }),
  archive: () => ({ archived: true }),
  restore: () => ({ archived: false }),
  switch: (form) => {
    const parsed = SessionPatchSchema.safeParse({ model: form.get("model") ?? "" }, { error: issueWords });
    if (parsed.success) return parsed.data;
    throw new InvalidInputError(`The model ${parsed.error.issues[0]!.message}.`);
  },
  rename: (form) => {
    const parsed = SessionPatchSchema.safeParse({ title: form.get("title") ?? "" }, { error: issueWords });
    if (parsed.success) return parsed.data;
    throw new InvalidInputError(`The title ${parsed.error.issues[0]!.message}.`);
  },
};
