import assert from "node:assert/strict";
import type { Session } from "@/lib/shared/session.ts";
import type { Page } from "playwright-core";
import {
  box,
  button,
  essayText,
  holdReply,
  lastReply,
  onStage,
  replyText,
  say,
  untilSaid,
  untilStatus,
  untilStatuses,
  untilTyped,
  upTo,
} from "./stage.ts";

Deno.test("ChatComposer keeps what is typed, whatever happens to the page or the server", () =>
  onStage({}, async ({ url, open, ask, send }) => {
    const { page, problems } = await open("/chat");
    await box(page).pressSequentially("half a thou");
    await page.reload();
    assert.equal(await box(page).inputValue(), "half a thou");

    const id = await ask("**Hello**");
    await page.goto(`${url}/chat/${id}`);
    // Slow typing has resting places, and each is stored.
    const put = page.waitForResponse((response) =>
      response.url().endsWith("/draft") && response.request().postData()!.includes("for this chat")
    );
    await box(page).pressSequentially("for this chat");
    await put;
    assert.equal((await send<{ draft: string }>("GET", `/api/sessions/${id}`)).draft, "for this chat");
    await page.evaluate((id) => localStorage.removeItem(`draft:${id}`), id);
    await page.reload();
    assert.equal(await box(page).inputValue(), "for this chat");

    await box(page).press("Alt+ArrowUp");
    await untilTyped(page, "**Hello**");
    await page.reload();
    assert.equal(await box(page).inputValue(), "for this chat");
    await box(page).press("Alt+ArrowUp");
    await untilTyped(page, "**Hello**");
    await box(page).press("Alt+ArrowDown");
    await untilTyped(page, "for this chat");
    await box(page).press("Control+z");
    await untilTyped(page, "**Hello**");

    const other = await page.context().newPage();
    await other.goto(`${url}/chat/${id}`);
    await box(other).fill("written meanwhile");
    await page.bringToFront();
    await say(page, "asked first");
    await untilSaid(page, "number 0");
    await page.keyboard.press("Escape");
    await untilStatus(page, "stopped");
    await other.reload();
    assert.equal(await box(other).inputValue(), "written meanwhile");
    await other.close();

    await page.keyboard.press("Control+Shift+O");
    await page.waitForURL(`${url}/chat`);
    assert.equal(await box(page).inputValue(), "half a thou");
    assert.deepEqual(problems, []);
  }));

Deno.test("ChatComposer sends with Enter, breaks lines with Shift, and waits for input methods", () =>
  onStage({ speed: Infinity }, async ({ open }) => {
    const { page } = await open("/chat");
    await box(page).pressSequentially("one");
    await box(page).press("Shift+Enter");
    await box(page).pressSequentially("two");
    await box(page).dispatchEvent("keydown", { key: "Enter", isComposing: true });
    await box(page).dispatchEvent("keydown", { key: "Enter", keyCode: 229 });
    assert.equal(await box(page).inputValue(), "one\ntwo");
    await box(page).press("Enter");
    await untilStatus(page, "complete");
    assert.equal(await page.locator("article[data-role=user] .message-body").innerText(), "one\ntwo");
    assert.equal(await box(page).inputValue(), "");
    assert.equal(await page.evaluate(() => localStorage.length), 0);
  }));

Deno.test("ChatComposer stops by button and by Esc, but not by the click that came for Send", () =>
  onStage({}, async ({ open, guide }) => {
    const { page } = await open("/chat");
    holdReply(guide, upTo("number 20"));
    await box(page).fill("Go");
    await button(page, "Send").evaluate((go: HTMLButtonElement) => {
      new MutationObserver((_, watch) => {
        watch.disconnect();
        go.click(); // the second half of a double click, on what is Stop by now
      }).observe(go, { attributeFilter: ["type"] });
      go.click();
    });
    await untilSaid(page, "number 20");
    assert.equal(await lastReply(page).getAttribute("data-status"), "streaming");
    await button(page, "Stop").click();
    await untilStatus(page, "stopped");
    const kept = (await replyText(page)).replaceAll("*", ""); // a mark may have been cut
    assert.ok(essayText.startsWith(kept) && kept.length < essayText.length, kept);

    holdReply(guide, upTo("number 3"));
    await say(page, "Again");
    await untilSaid(page, "number 3");
    await box(page).fill("for later");
    await box(page).press("Enter");
    assert.equal(await box(page).inputValue(), "for later");
    await page.keyboard.press("Escape");
    await untilStatuses(page, "user:complete assistant:stopped user:complete assistant:stopped");
    assert.equal(await box(page).inputValue(), "for later");
  }));

Deno.test("ChatComposer gives the text back with the reason when it is refused", () =>
  onStage({}, async ({ url, open, ask, send }) => {
    const id = await ask("Hello");
    const { page } = await open(`/chat/${id}`);
    await send("DELETE", `/api/sessions/${id}`);
    await box(page).fill("Are you there?");
    await box(page).press("Enter");
    await page.locator("form [role=alert]").filter({ hasText: "chat" }).waitFor();
    assert.equal(await box(page).inputValue(), "Are you there?");

    await page.goto(`${url}/chat`);
    await page.context().setOffline(true);
    await box(page).fill("And you?");
    await box(page).press("Enter");
    await page.locator("form [role=alert]").filter({ hasText: "Cannot reach the server" }).waitFor();
    assert.equal(await box(page).inputValue(), "And you?");
    await page.context().setOffline(false);
    await box(page).press("Enter");
    await untilStatuses(page, "user:complete assistant:complete");
  }));

Deno.test("ChatComposer's parameters go with the message and stay the chat's", () =>
  onStage({ speed: Infinity }, async ({ open, guide, send }) => {
    const { page } = await open("/chat");
    await box(page).fill("Go");
    await button(page, "Parameters").click();
    await page.getByRole("textbox", { name: "System prompt" }).fill("Be brief.");
    const temperature = page.getByRole("textbox", { name: "temperature" });
    await temperature.fill("0.3");
    await temperature.press("Enter");
    await temperature.waitFor({ state: "hidden" });
    assert.equal(await page.locator("article").count(), 0);
    const patched = page.waitForResponse((response) => response.request().method() === "PATCH");
    await box(page).press("Enter");
    await untilStatus(page, "complete");
    await patched;
    const asked = guide.requests.findLast(({ path }) => path === "/api/chat")!;
    const body = asked.body as { options: { temperature: number }; messages: unknown[] };
    assert.equal(body.options.temperature, 0.3);
    assert.deepEqual(body.messages[0], { role: "system", content: "Be brief." });
    const session = await send<Session>("GET", `/api/sessions/${page.url().split("/").at(-1)}`);
    assert.deepEqual([session.system_prompt, session.options.temperature], ["Be brief.", 0.3]);
  }));

Deno.test("typing in ChatComposer changes nothing in the transcript", () =>
  onStage({ speed: Infinity }, async ({ open, ask }) => {
    const id = await ask("Hello");
    const { page } = await open(`/chat/${id}`);
    await page.evaluate(() => {
      const page = globalThis as unknown as { changes: number };
      page.changes = 0;
      new MutationObserver((changes) => page.changes += changes.length)
        .observe(document.querySelector("[role=log]")!, {
          subtree: true,
          childList: true,
          characterData: true,
          attributes: true,
        });
    });
    await box(page).pressSequentially("a whole sentence of several words", { delay: 5 });
    assert.equal(await page.evaluate(() => (globalThis as unknown as { changes: number }).changes), 0);
  }));

Deno.test("ChatComposer offers the models that come after the page", () =>
  onStage({ speed: Infinity, pullSpeed: Infinity }, async ({ url, open, send }) => {
    await send("DELETE", "/api/models/guide:latest");
    const { page, problems } = await open("/chat");
    const model = page.getByRole("combobox", { name: "Model" });
    assert.equal(await model.inputValue(), "");
    const pull = { method: "POST", body: JSON.stringify({ name: "sample-backwards" }) };
    await (await fetch(`${url}/api/models/pull`, pull)).text();
    await model.getByRole("option", { name: /^sample-backwards:latest/ }).waitFor({ state: "attached" });
    await box(page).fill("Hello");
    await box(page).press("Enter");
    await untilStatus(page, "complete");
    assert.deepEqual(problems, []);
  }));

Deno.test("ChatComposer says how long a text is before it is sent, and keeps a long one too", () =>
  onStage({ speed: Infinity }, async ({ open }) => {
    const { page } = await open("/chat");
    const words = page.locator(".composer-estimate");
    const note = page.locator(".composer-note");
    assert.equal(await words.innerText(), "");
    await box(page).fill("short");
    assert.equal(await words.innerText(), "≈ 6 tokens");
    await box(page).fill("word ".repeat(1000));
    assert.equal(await words.innerText(), "≈ 1,254 tokens");
    await box(page).fill("");
    assert.equal(await words.innerText(), "");

    const lines = "a line of 24 characters\n".repeat(200);
    await paste(page, lines);
    await note.getByText("Pasted 4,800 characters, about 1,200 tokens").waitFor();
    const many = lines.repeat(10);
    await paste(page, lines.repeat(9));
    await note.getByText("About 12,000 tokens: more than the context window of").waitFor();
    await box(page).pressSequentially("x");
    await page.reload(); // before the typing has come to rest
    assert.equal(await box(page).inputValue(), many + "x");

    // At once: each key costs the browser its time in so long a text.
    await box(page).evaluate((element: HTMLTextAreaElement) => {
      element.value = "word ".repeat(209_715) + "so"; // 1 MiB and a byte
      element.dispatchEvent(new InputEvent("input", { bubbles: true }));
      element.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    });
    const refusals = page.getByRole("status").filter({ hasText: "Too long by 1 B: a message holds 1 MiB." });
    await refusals.nth(1).waitFor(); // beneath the box, and as the answer to Enter
    assert.equal(await page.locator("article").count(), 0);
  }));

/** Ctrl+V, behind what is in the box. */
async function paste(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await box(page).press("Control+End");
  await box(page).press("Control+v");
}
