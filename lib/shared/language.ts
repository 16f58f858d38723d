/** The languages by their tags. Their texts are in lib/texts; free of zod, so that islands may import it. */

/** The first is what everyone gets who asks for none of them. */
export const languages = ["en", "de"] as const;

export type Language = (typeof languages)[number];

export const languageChoices = ["browser", ...languages] as const;

/** `browser`: what its `Accept-Language` asks for. */
export type LanguageChoice = (typeof languageChoices)[number];
