/** The palette's choices: places, models, themes, and the chats that the server finds by title. */
import type { SessionPage } from "@/lib/shared/session.ts";
import { themeLabels, themes } from "@/lib/shared/theme.ts";
import { fill } from "@/lib/texts/text.ts";
import type { LiveTexts } from "@/lib/texts/texts_on_page.ts";
import { requestJson } from "./api.ts";
import { tell } from "./bus.ts";
import { type Choice, place } from "./palette.ts";
import { chooseTheme } from "./theme_choice.ts";

type PaletteTexts = LiveTexts["palette"];

/** Where a page without a composer leaves the choice for the next new chat. */
export const modelChoiceKey = "use-model";

const restMs = 120;

export function fixedChoices(
  texts: PaletteTexts,
  { models, showKeys }: { models: string[]; showKeys(): void },
): Choice[] {
  const { kinds } = texts;
  return [
    place(texts.newChat, "/chat", kinds.place),
    ...temporaryButton() ? [{ label: texts.temporaryChat, kind: kinds.place, run: beginTemporary }] : [],
    place(texts.settings, "/settings/general", kinds.place),
    place(texts.models, "/models", kinds.place),
    place(texts.metrics, "/metrics", kinds.place),
    ...models.map((model) => ({
      label: fill(texts.use, { model }),
      kind: kinds.model,
      run: () => useModel(model),
    })),
    ...themes.map((theme) => ({
      label: themeLabels[theme],
      kind: kinds.theme,
      run: () => void chooseTheme(theme).catch((error: Error) => tell("toast", { text: error.message })),
    })),
    { label: texts.keys, kind: kinds.help, run: showKeys },
  ];
}

/** For what no choice is called: the words of all messages. */
export function searchChoice({ search, kinds }: PaletteTexts, query: string): Choice {
  return place(search, `/search${query && `?q=${encodeURIComponent(query)}`}`, kinds.place);
}

/** @returns what cancels the looking */
export function findChats(
  { kinds }: PaletteTexts,
  query: string,
  onFound: (choices: Choice[]) => void,
): () => void {
  const given = new AbortController();
  const timer = setTimeout(async () => {
    const path = `/api/sessions?limit=${query ? 50 : 8}&q=${encodeURIComponent(query)}`;
    const page = await requestJson<SessionPage>("GET", path, undefined, { signal: given.signal })
      .catch(() => undefined); // without the server, or when typing went on, there is nothing to add
    if (page) onFound(page.items.map(({ id, title }) => place(title, `/chat/${id}`, kinds.chat)));
  }, query ? restMs : 0);
  return () => {
    clearTimeout(timer);
    given.abort();
  };
}

/** Only a form begins one: the sidebar's, which the wizard does not have. */
function temporaryButton(): HTMLElement | null {
  return document.querySelector("[name=temporary]");
}

function beginTemporary(): void {
  temporaryButton()?.click();
}

function useModel(name: string): void {
  if (document.querySelector("select[name=model]")) return tell("model:use", { name });
  sessionStorage.setItem(modelChoiceKey, name);
  location.assign("/chat");
}
