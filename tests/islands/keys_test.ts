import assert from "node:assert/strict";
import { box, button, onStage, untilStatus } from "./stage.ts";

Deno.test("keys are changed by pressing them in their field, and count from the next page on", () =>
  onStage({ speed: Infinity }, async ({ url, open }) => {
    const { page, problems } = await open("/settings/appearance");
    const palette = page.getByRole("textbox", { name: "Command palette" });
    // The script of these fields comes after the page: it takes any key, also one that no keyboard has.
    await page.waitForFunction(() =>
      !document.querySelector("[data-key-fields] input")!
        .dispatchEvent(new KeyboardEvent("keydown", { key: "F24", bubbles: true, cancelable: true }))
    );
    await palette.focus();
    await page.keyboard.press("Control+Shift+P");
    assert.equal(await palette.inputValue(), "Ctrl+Shift+P");
    const stop = page.getByRole("textbox", { name: "Stop the reply" });
    await stop.focus();
    await page.keyboard.press("Backspace");
    assert.equal(await stop.inputValue(), "");
    await page.getByRole("combobox", { name: "Send the message" })
      .selectOption("Ctrl+Enter; new line: Enter");
    await page.waitForFunction(() => !dispatchEvent(new Event("beforeunload", { cancelable: true })));
    const asked: string[] = [];
    page.on("dialog", (dialog) => void dialog.dismiss().then(() => asked.push(dialog.type())));
    await page.getByRole("link", { name: "Models" }).click();
    assert.equal(await palette.inputValue(), "Ctrl+Shift+P");
    await button(page, "Save").click();
    await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
    assert.deepEqual(asked, ["beforeunload"], "asked when leaving with changes, not when saving them");

    await page.goto(`${url}/chat`);
    await page.keyboard.press("Control+k");
    await page.keyboard.press("Control+Shift+P");
    await page.getByRole("dialog", { name: "Command palette" }).waitFor();
    await page.keyboard.press("Escape");
    await box(page).fill("one");
    await box(page).press("Enter");
    assert.equal(await box(page).inputValue(), "one\n");
    await box(page).press("Control+Enter");
    await untilStatus(page, "complete");

    await page.locator("h1").click();
    await page.keyboard.press("?");
    const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await list.getByText("Send the message").waitFor();
    assert.match(await list.innerText(), /Send the message\s*Ctrl\s*Enter/);
    assert.doesNotMatch(await list.innerText(), /Stop the reply/);
    assert.deepEqual(problems, []);
  }));

Deno.test("a key of a setting is put back by its Reset, without scripts too", () =>
  onStage({ speed: Infinity }, async ({ open, send }) => {
    await send("PATCH", "/api/config", { keys: { composer: "w" } }).catch((error: Error) => error);
    await send("PATCH", "/api/config", { keys: { composer: "F4" } });
    const { page } = await open("/settings/appearance", { javaScriptEnabled: false });
    await button(page, "Reset to /: Write a message").click();
    await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
    assert.equal(await page.getByRole("textbox", { name: "Write a message" }).inputValue(), "/");
  }));
