/**
 * The checks of CONFORMANCE.md, one test each: against the Guide, or with OLLAMA_TEST_URL against a real server.
 *
 * On a real server the checks that need knobs, or models it does not have, are ignored and say why.
 */
import { conformanceModels } from "@/tests/fakes/conformance_models.ts";
import { atOnce, startGuide } from "@/lib/guide/guide.ts";
import { answers } from "./answers.ts";
import { catalog } from "./catalog.ts";
import type { Check } from "./check.ts";
import { memory } from "./memory.ts";
import { names } from "./names.ts";
import { origins } from "./origins.ts";
import { others } from "./others.ts";
import { pulls } from "./pulls.ts";
import { Server } from "./server.ts";
import { thinking } from "./thinking.ts";
import { transport } from "./transport.ts";

const realUrl = Deno.env.get("OLLAMA_TEST_URL")?.replace(/\/$/, "");
const real = realUrl ? await describe(realUrl) : undefined;

const checks = [transport, origins, names, answers, thinking, memory, catalog, pulls, others].flat();
for (const check of checks.sort((one, other) => one.number - other.number)) {
  const reason = real && reasonToSkip(check, real.models);
  if (reason) console.log(`check ${check.number} left out: ${reason}`);
  Deno.test({
    name: `check ${check.number}: ${check.says}`,
    ignore: reason !== undefined,
    fn: () => runCheck(check),
  });
}

async function runCheck({ run, guide: options }: Check): Promise<void> {
  if (realUrl && real) return await run(new Server(realUrl, real.isNew));
  const guide = await startGuide({ ...atOnce, models: conformanceModels, ...options });
  try {
    await run(new Server(guide.url, !options?.version?.startsWith("0.24"), guide));
  } finally {
    await guide.close();
  }
}

function reasonToSkip({ guide, models = [] }: Check, installed: readonly string[]): string | undefined {
  if (guide) return "it needs a server with settings of its own";
  const missing = models.filter((model) => !installed.includes(`${model}:latest`));
  return missing.length > 0 ? `the server has no ${missing.join(", ")}` : undefined;
}

async function describe(url: string): Promise<{ isNew: boolean; models: string[] }> {
  const { version } = await (await fetch(`${url}/api/version`)).json() as { version: string };
  const { models } = await (await fetch(`${url}/api/tags`)).json() as { models: { name: string }[] };
  return { isNew: !/^0\.([0-9]|[12][0-9])\./.test(version), models: models.map(({ name }) => name) };
}
