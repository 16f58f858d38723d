import assert from "node:assert/strict";
import { chooseLanguage } from "@/lib/texts/language.ts";

Deno.test("chooseLanguage(): what is set wins over what the browser asks for", () => {
  assert.equal(chooseLanguage("de", "en-GB,en"), "de");
  assert.equal(chooseLanguage("en", "de-DE,de"), "en");
  assert.equal(chooseLanguage("de", null), "de");
});

Deno.test("chooseLanguage(): the browser gets the first language it asks for that there is", () => {
  const asked: [header: string, language: string][] = [
    ["de", "de"],
    ["de-DE,de;q=0.9,en;q=0.8", "de"],
    ["DE-at", "de"],
    ["fr-FR, fr;q=0.9, de;q=0.5, en;q=0.4", "de"],
    ["en;q=0.5, de;q=0.7", "de"],
    ["en;q=0.7,de", "de"],
    ["en-GB,en;q=0.9,de;q=0.8", "en"],
    ["de;q=0,en;q=0.1", "en"],
    ["de;q=0", "en"],
    ["de;q=much", "en"],
    ["deutsch", "en"],
    ["fr,it", "en"],
    ["*", "en"],
    ["", "en"],
    [",;q=,,", "en"],
    ["constructor,__proto__", "en"],
  ];
  for (const [header, language] of asked) assert.equal(chooseLanguage("browser", header), language, header);
  assert.equal(chooseLanguage("browser", null), "en");
});
