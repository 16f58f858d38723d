/**
 * The whole matrix of hostile texts in Chromium: every text at every place, streamed in many ways, as it is with and
 * without the content policy, and in every field of the app in both roles.
 *
 *     deno run -A tests/torture/xss.ts [--seed N]
 *
 * Prints a line of JSON a part; ends with 1 when anything ran, asked or led somewhere.
 */
import * as esbuild from "esbuild";
import { openHostileApp } from "@/tests/fakes/xss/app.ts";
import { hostileTexts } from "@/tests/fakes/xss/corpus.ts";
import { serveHostilePages } from "@/tests/fakes/xss/pages.ts";
import { askAndHear, assertNothing, openFiles, streamAll, visitTitles } from "@/tests/fakes/xss/steps.ts";
import { launchBrowser } from "@/tests/helpers/browser.ts";
import { type Find, openWitness, type Witness } from "@/tests/helpers/witness.ts";
import { randomNumbers } from "@/tests/unit/markdown/dom.ts";
import { PLACES } from "@/tests/unit/markdown/payloads.ts";

const seed = Number(Deno.args[Deno.args.indexOf("--seed") + 1]) || Date.now() % 1_000_000;
const random = randomNumbers(seed);
const placed = hostileTexts.flatMap((text) => PLACES.map((place) => place(text)));
let hasFailed = false;

await using browser = await launchBrowser({ knowsNobody: true });
await using pages = await serveHostilePages(hostileTexts, placed);
await esbuild.stop();

await part("nothing is made harmless (a count, not a failure)", {}, false, async (witness) => {
  for (let batch = 0; batch < pages.frameBatches; batch++) {
    await witness.visit(pages.framed(batch, "no policy"), "main");
  }
  return hostileTexts.length;
});
await part("the content policy alone", {}, true, async (witness) => {
  for (let batch = 0; batch < pages.frameBatches; batch++) {
    await witness.visit(pages.framed(batch, "policy"), "main");
  }
  return hostileTexts.length;
});
await part("rendered at every place, without a policy", { withoutPolicy: true }, true, async (witness) => {
  for (let batch = 0; batch < pages.renderBatches; batch++) {
    await witness.visit(pages.rendered(batch), "main *");
  }
  return placed.length * 2;
});
await part("streamed, without a policy", { withoutPolicy: true }, true, async (witness) => {
  for (let round = 0; round < 5; round++) {
    await witness.visit(pages.stream);
    await streamAll(witness, hostileTexts, random);
    await witness.touch("main *");
  }
  return hostileTexts.length * 5;
});
for (const swapped of [false, true]) {
  await using app = await openHostileApp(hostileTexts, { swapped });
  for (const withoutPolicy of [false, true]) {
    const name = `the app, ${swapped ? "roles changed, " : ""}${
      withoutPolicy ? "without" : "with"
    } its policy`;
    await part(name, { withoutPolicy }, true, async (witness) => {
      for (const url of app.chatPages) await witness.visit(url, ".prose *");
      await openFiles(witness, app.chatPages);
      await visitTitles(witness, app.titlesPage, hostileTexts);
      await witness.visit(`${app.url}/chat`);
      const groups = Array.from(
        { length: 16 },
        (_, group) => hostileTexts.filter((_, index) => index % 16 === group),
      );
      await askAndHear(witness, app, groups, random);
      await witness.touch(".prose *");
      return hostileTexts.length * 4;
    });
  }
}
Deno.exitCode = hasFailed ? 1 : 0;

async function part(
  name: string,
  options: { withoutPolicy?: boolean },
  mustBeQuiet: boolean,
  run: (witness: Witness) => Promise<number>,
): Promise<void> {
  const witness = await openWitness(browser, options);
  const began = performance.now();
  const inputs = await run(witness);
  const finds = witness.finds();
  // Where texts stand as they are, what the policy had to stop is what it is there for.
  const bad = name === "the content policy alone" ? finds.filter(({ kind }) => kind !== "policy") : finds;
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(JSON.stringify({ seed, part: name, inputs, ...countKinds(finds), seconds }));
  await witness.close();
  if (!mustBeQuiet) return;
  try {
    assertNothing(bad);
  } catch (error) {
    hasFailed = true;
    console.log((error as Error).message);
  }
}

function countKinds(finds: Find[]): Record<string, number> {
  const kinds = ["script", "request", "navigation", "window", "policy"] as const;
  return Object.fromEntries(kinds.map((kind) => [kind, finds.filter((find) => find.kind === kind).length]));
}
