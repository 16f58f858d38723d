/** The models that replies can be filtered by: those that chats use, also when they are no longer installed. */
import { countSessionsByModel } from "@/lib/db/models.ts";
import type { Deps } from "@/lib/deps.ts";

export function listUsedModels({ db }: Pick<Deps, "db">): string[] {
  return countSessionsByModel(db).map(({ model }) => model);
}
