import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { delay, json } from "@/lib/guide/faults.ts";
import { guideModel } from "@/lib/guide/manual/guide_model.ts";
import { countTokens } from "@/lib/guide/models/tokens.ts";
import {
  box,
  button,
  essay,
  essayText,
  holdReply,
  lastReply,
  onStage,
  replyText,
  say,
  send,
  untilSaid,
  untilStatus,
  untilStatuses,
  upTo,
} from "./stage.ts";

Deno.test("StreamViewer shows a reply from its first phase to its end, and what a reload shows", () =>
  onStage({}, async ({ url, open, guide }) => {
    const { page, problems } = await open("/chat");
    const gate = Promise.withResolvers<void>();
    guide.script(delay(gate.promise), { path: "/api/chat" });
    await say(page, "Write an essay");
    await page.getByText("Write an essay").first().waitFor();
    await lastReply(page).getByText("Loading guide:latest…").waitFor();
    await lastReply(page).getByText(/^\d\.\d s$/).waitFor();
    assert.equal(await page.getByRole("log").getAttribute("aria-busy"), "true");
    await page.waitForURL(/\/chat\/[0-9a-f-]{36}$/);
    gate.resolve();
    await untilStatus(page, "complete");
    await page.locator("[role=log][aria-busy=false]").waitFor();
    await page.waitForFunction(() => document.title.startsWith("Write an essay"));
    const live = await markup(page);
    await page.reload();
    assert.deepEqual(await markup(page), live);
    assert.equal(await page.locator("[aria-live=polite]").innerText(), "");
    assert.deepEqual(problems, []);
    assert.ok(page.url().startsWith(url));
  }));

Deno.test("StreamViewer folds the reasoning, draws it when it is opened, and says how long it took", () => {
  const thinking = "First I wonder. ".repeat(30);
  const model = { ...guideModel(), capabilities: ["completion", "thinking"] };
  const models = [{ ...model, reply: () => ({ thinking, content: essay }) }];
  return onStage({ models, speed: 100 }, async ({ open, guide }) => {
    const { page } = await open("/chat");
    const release = holdReply(guide, countTokens("First I wonder. "));
    await say(page, "Think");
    const details = lastReply(page).locator("details");
    await details.getByText("Thinking", { exact: true }).waitFor();
    assert.equal(await details.getByText("wonder").count(), 0);
    await details.locator("summary").click();
    await details.getByText("I wonder. First I wonder.").waitFor();
    release();
    await details.getByText(/^Thought for \d/).waitFor();
    await untilStatus(page, "complete");
    assert.equal((await details.locator(".prose").innerText()).trim(), thinking.trim());
    const live = await details.locator("summary").innerText();
    await page.reload();
    const stored = await lastReply(page).locator("summary").innerText();
    const seconds = [live, stored].map((text) => Number(/([\d.]+) s/.exec(text)![1]));
    // One clock is the page's, the other the server's; the reasoning lasts for more than three seconds.
    assert.ok(Math.abs(seconds[0]! - seconds[1]!) < seconds[1]! / 2, `${live}, ${stored}`);
  });
});

Deno.test("StreamViewer takes over a running reply after a reload without a flash", () =>
  onStage({}, async ({ open, guide }) => {
    const { page } = await open("/chat");
    const release = holdReply(guide, upTo("number 8"));
    await say(page, "Go");
    await untilSaid(page, "number 8");
    await page.addInitScript(() => {
      const page = globalThis as unknown as { lengths: number[] };
      page.lengths = [];
      const look = () => {
        const bodies = document.querySelectorAll("article[data-role=assistant] .message-body");
        if (bodies.length > 0) page.lengths.push(bodies.length * 1e6 + bodies[0]!.textContent!.length);
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.reload();
    await button(page, "Stop").waitFor();
    release();
    await untilStatus(page, "complete");
    const lengths = await page.evaluate(() => (globalThis as unknown as { lengths: number[] }).lengths);
    assert.ok(lengths[0]! > 1e6 + 100);
    // One reply in every frame, and never shorter by more than a mark that is not drawn yet.
    for (let i = 1; i < lengths.length; i++) {
      assert.ok(lengths[i]! < 2e6 && lengths[i]! >= lengths[i - 1]! - 3, `${lengths[i - 1]} ${lengths[i]}`);
    }
    assert.equal((await replyText(page)).trim(), essayText);
  }));

Deno.test("StreamViewer continues, regenerates and switches versions in place", () =>
  onStage({}, async ({ open, guide }) => {
    const { page, problems } = await open("/chat");
    holdReply(guide, upTo("number 20"));
    await say(page, "Go");
    await untilSaid(page, "number 20");
    await button(page, "Stop").click();
    await button(page, "Continue").click();
    await untilStatus(page, "complete");
    assert.equal((await replyText(page)).trim(), essayText);
    await untilStatuses(page, "user:complete assistant:complete");

    const release = holdReply(guide, upTo("number 1"));
    await button(lastReply(page), "Regenerate").click();
    await untilStatuses(page, "user:complete assistant:streaming");
    release();
    await untilStatuses(page, "user:complete assistant:complete");
    await lastReply(page).getByText("2 / 2").waitFor();
    await button(lastReply(page), "Previous version").click();
    await lastReply(page).getByText("1 / 2").waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Next version");
    assert.deepEqual(problems, []);
  }));

Deno.test("StreamViewer edits, pins, copies and deletes", () =>
  onStage({ speed: Infinity }, async ({ open }) => {
    const { page, problems } = await open("/chat", { permissions: ["clipboard-read", "clipboard-write"] });
    await send(page, "First");
    await untilStatus(page, "complete");

    await box(page).press("ArrowUp");
    const editor = page.getByRole("textbox", { name: "Edit message" });
    await editor.waitFor();
    await page.keyboard.press("Escape");
    await editor.waitFor({ state: "detached" });
    await box(page).press("ArrowUp");
    await editor.fill("Second");
    await button(page, "Save").click();
    await page.locator("article[data-role=user]").getByText("2 / 2").waitFor();
    await untilStatuses(page, "user:complete assistant:complete");

    await button(lastReply(page), "Pin").click();
    await button(lastReply(page), "Unpin").waitFor();
    await button(lastReply(page), "Copy").click();
    await page.getByRole("status").filter({ hasText: "Copied" }).waitFor();
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^Sentence \*\*number 0\*\* /);
    await button(lastReply(page), "Share").click();
    await page.getByRole("menuitem", { name: "Copy link" }).click();
    await page.getByRole("menu").waitFor({ state: "hidden" });

    await button(lastReply(page), "Delete").click();
    const question = page.getByRole("alertdialog");
    await button(question, "Cancel").click();
    await question.waitFor({ state: "detached" });
    await button(lastReply(page), "Delete").click();
    await button(question, "Delete").click();
    await untilStatuses(page, "user:complete");
    assert.deepEqual(problems, []);
  }));

Deno.test("code is wrapped by a switch of its own, live and stored, with and without scripts", () => {
  const long = Array.from({ length: 200 }, (_, n) => `word${n}`).join(" ");
  return onStage(
    { speed: Infinity, answer: () => `\`\`\`text\n${long}\n\`\`\`` },
    async ({ url, open, ask }) => {
      const { page } = await open("/chat");
      await box(page).fill("Code?");
      await box(page).press("Enter");
      await untilStatus(page, "complete");
      await wrapsByItsSwitch(page);
      await page.reload();
      await wrapsByItsSwitch(page);
      const id = await ask("Code?");
      const { page: plain } = await open(`/chat/${id}`, { javaScriptEnabled: false });
      assert.equal(plain.url(), `${url}/chat/${id}`);
      await wrapsByItsSwitch(plain);
    },
  );
});

async function wrapsByItsSwitch(page: Page): Promise<void> {
  const block = lastReply(page).locator("figure.code");
  const height = async () => (await block.locator("pre").boundingBox())?.height ?? 0;
  // Without scripts a page cannot be asked to wait by itself.
  const until = async (isSo: (height: number) => boolean) => {
    for (let look = 0; look < 200 && !isSo(await height()); look++) await page.waitForTimeout(50);
    assert.ok(isSo(await height()), `${await height()} px`);
  };
  await until((px) => px > 0 && px < 100);
  await block.getByRole("switch", { name: "Wrap lines" }).check();
  await until((px) => px > 150);
  await block.getByRole("switch", { name: "Wrap lines" }).uncheck();
  await until((px) => px < 100);
}

Deno.test("StreamViewer follows what another tab does", () =>
  onStage({}, async ({ ask, open, guide }) => {
    const id = await ask("Hello");
    const { page: first } = await open(`/chat/${id}`);
    const { page: second } = await open(`/chat/${id}`);
    holdReply(guide, upTo("number 3"));
    await say(first, "More");
    await button(second, "Stop").waitFor();
    await untilSaid(second, "number 3");
    await button(second, "Stop").click();
    await Promise.all([untilStatus(first, "stopped"), untilStatus(second, "stopped")]);
    assert.equal(await replyText(first), await replyText(second));
    await button(lastReply(first), "Delete").click();
    await button(first.getByRole("alertdialog"), "Delete").click();
    await second.waitForFunction(() => document.querySelectorAll("article").length === 3);
  }));

Deno.test("StreamViewer goes on after the line was lost, and says so meanwhile", () =>
  onStage({}, async ({ open, guide }) => {
    const { page } = await open("/chat");
    const release = holdReply(guide, upTo("number 2"));
    await say(page, "Go");
    await untilSaid(page, "number 2");
    await page.context().setOffline(true);
    await page.getByRole("alert").filter({ hasText: "Cannot reach the server" }).waitFor();
    await page.context().setOffline(false);
    release();
    await untilStatus(page, "complete");
    assert.equal((await replyText(page)).trim(), essayText);
    await page.getByRole("alert").waitFor({ state: "detached" });
  }));

Deno.test("StreamViewer shows why there is no reply, and tries again", () =>
  onStage({ speed: Infinity }, async ({ open, guide }) => {
    const { page } = await open("/chat");
    guide.script(json({ error: "out of memory" }, 500), { path: "/api/chat" });
    await send(page, "Go");
    await untilStatus(page, "failed");
    await lastReply(page).getByText("out of memory").waitFor();
    await button(page, "Try again").click();
    await untilStatus(page, "complete");
    assert.equal((await replyText(page)).trim(), essayText);
  }));

Deno.test("the transcript is never pulled from under a reader, and comes along when they are at its end", () =>
  onStage({ answer: () => "A line.\n\n".repeat(400) }, async ({ open, guide }) => {
    const { page } = await open("/chat", { viewport: { width: 900, height: 500 } });
    const untilAtEnd = () =>
      page.waitForFunction(() => {
        const { scrollHeight, clientHeight, scrollTop } = document.querySelector("[data-scroller]")!;
        return scrollTop > 300 && scrollHeight - clientHeight - scrollTop < 60;
      });
    const release = holdReply(guide, 200);
    await say(page, "Go");
    await untilAtEnd();
    await page.mouse.move(450, 200);
    await page.mouse.wheel(0, -120);
    await button(page, "Jump to latest").waitFor();
    const { top, left } = await restingPlace(page);
    release();
    await page.waitForFunction(
      (left) => {
        const { scrollHeight, clientHeight, scrollTop } = document.querySelector("[data-scroller]")!;
        return scrollHeight - clientHeight - scrollTop > left + 200;
      },
      left,
    );
    assert.ok(Math.abs((await restingPlace(page)).top - top) < 2);
    await button(page, "Jump to latest").click();
    await button(page, "Jump to latest").waitFor({ state: "detached" });
    await untilAtEnd();
  }));

/** Where the transcript stands once it no longer moves: the wheel's scrolling is animated. */
function restingPlace(page: Page): Promise<{ top: number; left: number }> {
  return page.locator("[data-scroller]").evaluate(async (scroller) => {
    for (let still = 0, top = NaN; still < 10; top = scroller.scrollTop) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      still = scroller.scrollTop === top ? still + 1 : 0;
    }
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    return { top: scrollTop, left: scrollHeight - clientHeight - scrollTop };
  });
}

/** Everything of the articles but what the reader's pointer changes. */
async function markup(page: Page): Promise<string[]> {
  return await page.locator("article").evaluateAll((articles) =>
    articles.map((article) =>
      [article, ...article.querySelectorAll("*")].map((element) =>
        [
          element.localName,
          ...element.getAttributeNames().map((name) => `${name}=${element.getAttribute(name)}`).sort(),
          [...element.childNodes].map((node) => node.nodeType === 3 ? node.nodeValue : "").join(""),
        ].join(" ")
      ).join("\n")
    )
  );
}
