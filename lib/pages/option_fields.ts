/** The fields `options.…` of a form as the schema's input: empty is "the model decides". */

/** Numbers that are none stay the text they are, for the schema to refuse. */
export function readOptionFields(form: URLSearchParams): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  for (const [field, text] of form) {
    if (!field.startsWith("options.")) continue;
    const name = field.slice("options.".length);
    options[name] = text.trim() === "" ? null : readValue(name, text);
  }
  return options;
}

function readValue(name: string, text: string): unknown {
  if (name === "stop") return text.split("\n").filter((line) => line !== "");
  if (name === "think") return text === "true" ? true : text === "false" ? false : text;
  const number = Number(text.trim().replace(",", "."));
  return Number.isNaN(number) ? text : number;
}
