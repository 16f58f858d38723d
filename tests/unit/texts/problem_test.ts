import assert from "node:assert/strict";
import { ConfigPatch } from "@/lib/shared/config.ts";
import { issueWords } from "@/lib/shared/issue_words.ts";
import { catalogue } from "@/lib/texts/catalogue.ts";
import { sayProblem } from "@/lib/texts/problem.ts";
import { readAppFiles } from "@/tests/helpers/source_files.ts";

const { problems, live } = catalogue.de;

Deno.test("sayProblem() says a known error, and what stands in its places", () => {
  assert.equal(
    sayProblem(
      "Cannot reach Ollama at http://127.0.0.1:1: the connection was refused. Start Ollama (`ollama serve`), " +
        "or correct its address in Settings.",
      live.problems,
    ),
    "Ollama ist nicht erreichbar unter http://127.0.0.1:1: Die Verbindung wurde abgelehnt. Starte Ollama " +
      "(`ollama serve`), oder berichtige die Adresse in den Einstellungen.",
  );
  assert.equal(
    sayProblem('The model "a {b}: $&" is not installed. Elsewhere.', live.problems),
    "Das Modell „a {b}: $&“ ist nicht installiert. Elsewhere.",
  );
  assert.equal(sayProblem("It is not valid JSON.", problems), "Der Eintrag ist kein gültiges JSON.");
  assert.equal(sayProblem("It does not answer.", problems), "Es antwortet nicht.");
});

Deno.test("sayProblem() begins with a capital where the error does", () => {
  assert.equal(sayProblem("Must not be empty", problems), "Darf nicht leer sein");
  assert.equal(sayProblem("The value must not be empty.", problems), "Der Wert darf nicht leer sein.");
});

Deno.test("sayProblem() leaves what it does not know as it is", () => {
  assert.equal(sayProblem("llama runner has crashed.", problems), "llama runner has crashed.");
  assert.equal(sayProblem("The password is wrong.", catalogue.en.problems), "The password is wrong.");
  assert.equal(sayProblem("", problems), "");
});

Deno.test("problems: every one that is translated is worded just so somewhere in the app", () => {
  const worded = readAppFiles().filter(({ path }) => !path.startsWith("lib/texts/"))
    .map(({ text }) => asTemplate(text)).join("\n");
  const unknown = Object.keys(problems).filter((english) =>
    !worded.includes(english.replace(/\{\w+\}/g, "{}").replace(/\.$/, ""))
  );
  assert.deepEqual(unknown, []);
});

/** Texts that are put together over several lines become one, what stands in them `{}`. */
function asTemplate(source: string): string {
  return source.replace(/["'`]\s*\+\s*["'`]/g, "").replace(/\$\{[^{}]*\}/g, "{}").replace(/\\"/g, '"');
}

Deno.test("problems: a translation uses no place that the English does not have", () => {
  for (const [english, german] of Object.entries(problems)) {
    for (const [place] of german.matchAll(/\{\w+\}/g)) assert.ok(english.includes(place), english);
  }
});

Deno.test("problems: what the schemas say of a setting is said in German", () => {
  const refused = [
    { options: { temperature: "hot" } },
    { options: { temperature: 3 } },
    { options: { top_p: -1 } },
    { options: { top_k: 1.5 } },
    { options: { max_tokens: 0 } },
    { keep_alive: "soon" },
    { api_key: "a b" },
    { ollama_base_url: "" },
    { ollama_base_url: "x".repeat(3000) },
  ];
  for (const patch of refused) {
    const { error } = ConfigPatch.safeParse(patch, { error: issueWords });
    const { message } = error!.issues[0]!;
    assert.notEqual(sayProblem(message, problems), message);
  }
});

Deno.test("sayProblem() takes no time for what an imported file says went wrong", () => {
  const message = `Cannot reach Ollama at ${": ".repeat(500_000)}x`;
  const began = performance.now();
  assert.equal(sayProblem(message, problems), message);
  assert.ok(performance.now() - began < 5000); // square, it would be hours
});
