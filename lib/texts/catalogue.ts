/** All texts that people read, by language. For the server: a browser gets those of its page (texts_on_page.ts). */
import type { Language } from "@/lib/shared/language.ts";
import { english } from "./english/texts.ts";
import { german } from "./german/texts.ts";
import type { Translated } from "./text.ts";

export type Texts = Translated<Omit<typeof english, "tag">> & { readonly tag: Language };

export const catalogue: Record<Language, Texts> = { en: english, de: german };
