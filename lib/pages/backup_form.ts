/** `Back up now` in the settings: a plain form, whose answer is the page with the new copy in its list. */
import type { Deps } from "@/lib/deps.ts";
import { describeError } from "@/lib/errors.ts";
import type { SettingsAnswer } from "./setting_forms.ts";

export async function backUpNow({ backups }: Deps): Promise<SettingsAnswer> {
  try {
    const { name } = await backups.make("chatbot");
    return { location: `/settings/advanced?backup=${name}#backup` };
  } catch (error) {
    const { status, message } = describeError(error);
    if (status === 500) throw error;
    return { status, errors: { backup: message }, typed: {} };
  }
}
