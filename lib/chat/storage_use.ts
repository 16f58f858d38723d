/** How much is kept: chats, messages and the size of the database. */
import type { Deps } from "@/lib/deps.ts";
import { countStored, type Stored } from "@/lib/db/storage_use.ts";

export function storageUse({ db }: Deps): Stored {
  return countStored(db);
}
