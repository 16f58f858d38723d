/** A torture as a command: numbers and texts in, a JSON line with what came of it out, exit code 1 at a violation. */
import { parseArgs } from "node:util";

type Options = Record<string, number | string>;

/** `defaults` names the options: one with a number takes a number. */
export async function runCommand<Given extends Options, Report extends object>(
  defaults: Given,
  torture: (given: Given) => Promise<Report>,
  violationsOf: (report: Report) => string[],
): Promise<never> {
  const began = performance.now();
  const report = await torture(readOptions(defaults));
  console.log(JSON.stringify({ ...report, seconds: Math.round((performance.now() - began) / 1000) }));
  Deno.exit(violationsOf(report).length > 0 ? 1 : 0);
}

export function readOptions<Given extends Options>(defaults: Given): Given {
  const options = Object.fromEntries(
    Object.keys(defaults).map((name) => [name, { type: "string" as const }]),
  );
  const { values } = parseArgs({ args: Deno.args, options });
  const given = Object.entries(values).map(([name, value]) => [
    name,
    typeof defaults[name] === "number" ? Number(value) : value,
  ]);
  return { ...defaults, ...Object.fromEntries(given) };
}
