import * as esbuild from "esbuild";
import { marked } from "marked";
import assert from "node:assert/strict";
import { nameModels, openHostileApp } from "@/tests/fakes/xss/app.ts";
import { hostileTexts } from "@/tests/fakes/xss/corpus.ts";
import { type HostilePages, serveHostilePages } from "@/tests/fakes/xss/pages.ts";
import { askAndHear, assertNothing, openFiles, streamAll, visitTitles } from "@/tests/fakes/xss/steps.ts";
import { launchBrowser, type TestBrowser } from "@/tests/helpers/browser.ts";
import { type Find, openWitness } from "@/tests/helpers/witness.ts";
import { randomNumbers } from "@/tests/unit/markdown/dom.ts";
import { PLACES } from "@/tests/unit/markdown/payloads.ts";

const random = randomNumbers(330_115);

/** Where a text costs a frame or a place on a page of its own; `deno run -A tests/torture/xss.ts` takes them all. */
const most = hostileTexts.filter((_, index) => index % 3 !== 1);

Deno.test(`${hostileTexts.length} hostile texts run nothing, ask for nothing and lead nowhere`, async (test) => {
  assert.ok(hostileTexts.length >= 2000 && most.length >= 1300);
  await using browser = await launchBrowser({ knowsNobody: true });
  // Each as it is, and at one of the places of a document.
  const placed = hostileTexts.map((text, index) => PLACES[1 + index % (PLACES.length - 1)]!(text));
  {
    await using pages = await serveHostilePages(most, [...hostileTexts, ...placed]);
    await using unsafe = await serveHostilePages(
      hostileTexts.slice(1170, 1330).map((text) => marked.parse(text) as string),
    );
    await esbuild.stop();

    await test.step("the witness sees what texts do that nobody made harmless", async () => {
      await showThatItCanFail(browser, pages, [2, 4, 5, 7, 8]);
      await showThatItCanFail(browser, unsafe, [0, 1]);
    });

    await test.step("rendered, as replies and as questions, without a content policy", async () => {
      const witness = await openWitness(browser, { withoutPolicy: true });
      for (let batch = 0; batch < pages.renderBatches; batch++) {
        await witness.visit(pages.rendered(batch), "main *");
        assert.ok(await witness.page.locator("main > article").count() > 0);
      }
      assertNothing(witness.finds());
      await witness.close();
    });

    await test.step("streamed in pieces cut at any byte, without a content policy", async () => {
      const witness = await openWitness(browser, { withoutPolicy: true });
      await witness.visit(pages.stream);
      await streamAll(witness, [...hostileTexts, ...placed], random);
      await witness.touch("main *");
      assertNothing(witness.finds());
      await witness.close();
    });

    await test.step("as they are, under the content policy alone", async () => {
      const witness = await openWitness(browser);
      let stopped = 0;
      for (let batch = 0; batch < pages.frameBatches; batch++) {
        await witness.visit(pages.framed(batch, "policy"), "main");
        const finds = witness.finds();
        stopped += finds.filter(({ kind }) => kind === "policy").length;
        assertNothing(finds.filter(({ kind }) => kind !== "policy"));
      }
      assert.ok(stopped > 300, `the policy stopped only ${stopped}`);
      await witness.close();
    });
  }

  await using app = await openHostileApp(most);
  await test.step("in the app: messages, thoughts, failures, titles, without its content policy", async () => {
    const witness = await openWitness(browser, { withoutPolicy: true });
    for (const url of app.chatPages) {
      await witness.visit(url, ".prose *");
      assert.ok(await witness.page.locator("article[data-message-id]").count() > 20);
    }
    await openFiles(witness, app.chatPages.slice(0, 12));
    await visitTitles(witness, app.titlesPage, most);
    assertNothing(witness.finds());
    await witness.close();
  });

  await test.step("in the app: typed and streamed into the page, under its content policy", async () => {
    const witness = await openWitness(browser);
    await witness.visit(`${app.url}/chat`);
    const short = hostileTexts.filter((text) => text.length < 400);
    const groups = Array.from({ length: 6 }, (_, group) => short.filter((_, index) => index % 6 === group));
    await askAndHear(witness, app, groups, random);
    await witness.touch(".prose *");
    assertNothing(witness.finds());
    await witness.close();
  });

  await test.step("in the app: as what Ollama says of models", async () => {
    const texts = hostileTexts.slice(0, 400);
    nameModels(app.guide, texts);
    // A chat asks for the list anew when it does not know a model.
    const body = JSON.stringify({ content: "x", model: "absent" });
    await (await fetch(`${app.url}/api/chat`, { method: "POST", body })).text();
    const witness = await openWitness(browser, { withoutPolicy: true });
    await witness.visit(`${app.url}/models`, "main li *:not(button):not(a)");
    const shown = await witness.page.locator("main").textContent() ?? "";
    assert.ok(shown.includes("m399:latest"), "the models are not shown");
    assert.ok(texts.filter((text) => shown.includes(text)).length > 200, "what they are is not shown");
    await witness.visit(`${app.url}/chat`);
    assertNothing(witness.finds());
    await witness.close();
  });
});

/** Were they all caught by something else, the rest of this would say nothing. */
async function showThatItCanFail(
  browser: TestBrowser,
  pages: HostilePages,
  batches: number[],
): Promise<void> {
  const witness = await openWitness(browser);
  for (const batch of batches) await witness.visit(pages.framed(batch, "no policy"), "main");
  const finds = witness.finds();
  const count = (wanted: Find["kind"]) => finds.filter(({ kind }) => kind === wanted).length;
  assert.ok(count("script") >= 20, `only ${count("script")} scripts were seen`);
  assert.ok(count("request") >= 10, `only ${count("request")} requests were seen`);
  await witness.close();
}
