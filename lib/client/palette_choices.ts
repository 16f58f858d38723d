/** The palette's choices: places, models, themes, and the chats that the server finds by title. */
import type { SessionPage } from "@/lib/shared/session.ts";
import { themeLabels, themes } from "@/lib/shared/theme.ts";
import { requestJson } from "./api.ts";
import { tell } from "./bus.ts";
import type { Choice } from "./palette.ts";
import { chooseTheme } from "./theme_choice.ts";

/** Where a page without a composer leaves the choice for the next new chat. */
export const modelChoiceKey = "use-model";

const restMs = 120;

export function fixedChoices({ models, showKeys }: { models: string[]; showKeys(): void }): Choice[] {
  return [
    place("New chat", "/chat"),
    place("Settings", "/settings/general"),
    place("Models", "/models"),
    place("Metrics", "/metrics"),
    place("Search messages", "/search"),
    ...models.map((name) => ({ label: `Use ${name}`, kind: "Model", run: () => useModel(name) })),
    ...themes.map((theme) => ({
      label: themeLabels[theme],
      kind: "Theme",
      run: () => void chooseTheme(theme).catch((error: Error) => tell("toast", { text: error.message })),
    })),
    { label: "Keyboard shortcuts", kind: "Help", run: showKeys },
  ];
}

/** @returns what cancels the looking */
export function findChats(query: string, onFound: (choices: Choice[]) => void): () => void {
  const given = new AbortController();
  const timer = setTimeout(async () => {
    const path = `/api/sessions?limit=${query ? 50 : 8}&q=${encodeURIComponent(query)}`;
    const page = await requestJson<SessionPage>("GET", path, undefined, { signal: given.signal })
      .catch(() => undefined); // without the server, or when typing went on, there is nothing to add
    if (page) onFound(page.items.map(({ id, title }) => place(title, `/chat/${id}`, "Chat")));
  }, query ? restMs : 0);
  return () => {
    clearTimeout(timer);
    given.abort();
  };
}

function place(label: string, path: string, kind = "Go to"): Choice {
  return { label, kind, run: () => location.assign(path) };
}

function useModel(name: string): void {
  if (document.querySelector("select[name=model]")) return tell("model:use", { name });
  sessionStorage.setItem(modelChoiceKey, name);
  location.assign("/chat");
}
