/** The texts that travel with a page, in its one language, since scripts show them. */
import type { Texts } from "./catalogue.ts";

export type LiveTexts = Texts["live"];

/** Of the `<template>` that holds them as JSON. */
export const textsId = "texts";

/** For scripts of the browser. Read once a page, and kept where they were read. */
export function textsOnPage(): LiveTexts {
  const element = document.getElementById(textsId) as HTMLTemplateElement & { texts?: LiveTexts };
  return element.texts ??= JSON.parse(element.content.textContent!);
}
