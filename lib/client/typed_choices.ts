/**
 * What the palette offers only to who types: each tab and each field of the settings, and what can be done with the
 * open chat, by the buttons that its page has for it.
 */
import { fill } from "@/lib/texts/text.ts";
import type { LiveTexts } from "@/lib/texts/texts_on_page.ts";
import { type Choice, place } from "./palette.ts";

export function typedChoices(texts: LiveTexts): Choice[] {
  const { palette: { kinds, exportAll, thisChat }, keys } = texts;
  return [
    ...settingChoices(texts),
    place(exportAll, "/api/export", kinds.place),
    ...buttonChoices(".composer-go[type=button]", kinds.chat, () => keys.stop),
    ...buttonChoices(
      "li:has(> [aria-current]) > .menu > button",
      kinds.chat,
      (action) => fill(thisChat, { action }),
    ),
  ];
}

/** @returns choices that lead to `/settings/<tab>#<field>`: there the browser itself gives the field the focus */
export function settingChoices(
  { palette, settings: { tabs, ...fields }, parameters: { names } }: LiveTexts,
): Choice[] {
  const { system_prompt, ...options } = names;
  const listed = [
    ["general", "", fields.general],
    ["generation", "", { system_prompt }],
    ["generation", "options-", options],
    ["appearance", "", fields.appearance],
    ["advanced", "", fields.advanced],
  ] as const;
  return [
    ...Object.entries(tabs).map(([tab, label]) => ({
      ...place(label, `/settings/${tab}`, palette.kinds.tab),
      name: "settings",
    })),
    ...listed.flatMap(([tab, group, labels]) =>
      Object.entries(labels).map(([name, label]) => ({
        ...place(label, `/settings/${tab}#field-${group}${name}`, palette.kinds.setting),
        name,
      }))
    ),
  ];
}

/** What a phone's drawer holds cannot be used while it is closed. */
function buttonChoices(selector: string, kind: string, label: (words: string) => string): Choice[] {
  return [...document.querySelectorAll<HTMLElement>(selector)]
    .filter((button) => button.closest("li, form")!.checkVisibility())
    .map((button) => ({ label: label(button.textContent!), kind, run: () => button.click() }));
}
