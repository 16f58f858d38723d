/** Nothing is asked, pulled, loaded or deleted before an address was chosen: the default could be someone else's. */
import type { Settings } from "@/lib/config/settings.ts";
import { SetupRequiredError } from "@/lib/errors.ts";

export function requireSetup({ settings }: { settings: Settings }): void {
  if (!settings.config().setup_complete) throw new SetupRequiredError();
}
