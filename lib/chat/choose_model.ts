/** Which model answers: the one asked for, the chat's, the default one, else the only installed one. */
import type { Deps } from "@/lib/deps.ts";
import { AppError, InvalidInputError } from "@/lib/errors.ts";

interface Wish {
  asked?: string | null;
  session?: { model: string | null };
}

export async function chooseModel(deps: Deps, { asked, session }: Wish): Promise<string> {
  return asked ?? session?.model ?? deps.settings.config().default_model ?? await onlyModel(deps);
}

async function onlyModel(deps: Deps): Promise<string> {
  if (deps.catalog.list().items.length !== 1) await refreshIfPossible(deps);
  const { items } = deps.catalog.list();
  if (items.length === 1) return items[0]!.name;
  const message = items.length === 0
    ? "No model is installed: pull one first"
    : "Several models are installed: say which, or set a default model";
  throw new InvalidInputError(`No model was chosen. ${message}.`, [{ path: "model", message }]);
}

async function refreshIfPossible(deps: Deps): Promise<void> {
  try {
    await deps.catalog.refresh();
  } catch (error) {
    if (!(error instanceof AppError)) throw error; // the list as it was known last must do
  }
}
