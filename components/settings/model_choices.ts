/** The models to choose from; the chosen one is among them, also when it is not installed. */
import { fill } from "@/lib/texts/text.ts";
import type { Texts } from "@/lib/texts/catalogue.ts";

export function modelChoices(
  models: string[],
  current: string | null,
  { notInstalled }: Pick<Texts["general"], "notInstalled">,
) {
  const names = current && !models.includes(current) ? [current, ...models] : models;
  return names.map((name) => ({
    value: name,
    label: models.includes(name) ? name : fill(notInstalled, { model: name }),
  }));
}
