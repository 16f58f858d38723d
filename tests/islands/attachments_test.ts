import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { guideModel } from "@/lib/guide/manual/guide_model.ts";
import type { MessagePage } from "@/lib/shared/message.ts";
import { box, button, onStage, untilStatus, untilTyped } from "./stage.ts";

const seeing = { ...guideModel(), name: "eye:latest", capabilities: ["completion", "vision"] };
const previews = (page: Page) => page.locator("[data-attachments] img");
const file = (page: Page) => page.getByLabel("Attach images");

Deno.test("images are attached, shown small, removed, sent, and stand in the message, live and stored", () =>
  onStage({ speed: Infinity, models: [seeing] }, async ({ url, open, send }) => {
    const { page, problems } = await open("/chat");
    const png = await drawing(page, 3000, 1000);
    await file(page).setInputFiles([png, { ...png, name: "b.png" }]);
    await previews(page).nth(1).waitFor();
    await button(page, "Remove image 1").click();
    await previews(page).nth(1).waitFor({ state: "detached" });
    assert.equal(await previews(page).count(), 1);
    await file(page).setInputFiles({ name: "c.txt", mimeType: "image/png", buffer: Buffer.from("none") });
    await page.getByText("c.txt is no image that this browser can read.").waitFor();

    await box(page).fill("What is this?");
    await box(page).press("Enter");
    await untilStatus(page, "complete");
    assert.equal(await previews(page).count(), 0);
    const image = page.locator("article[data-role=user]").getByRole("img", { name: "Image 1" });
    assert.deepEqual(await sizeOf(page), [2048, 683]);
    await page.reload();
    await image.waitFor();
    assert.deepEqual(await sizeOf(page), [2048, 683]);

    const id = new URL(page.url()).pathname.split("/").at(-1);
    const { items } = await send<MessagePage>("GET", `/api/sessions/${id}/messages`);
    const stored = await fetch(`${url}/api/messages/${items[0]!.id}/images/0`);
    assert.equal(stored.headers.get("content-type"), "image/png");
    await stored.body?.cancel();
    assert.deepEqual(problems, []);
  }));

Deno.test("the text of a file goes into the message where one writes, can be taken out again, and is folded once sent", () =>
  onStage({ speed: Infinity }, async ({ open }) => {
    const { page, problems } = await open("/chat");
    const code = Array.from({ length: 40 }, (_, n) => `print(${n})`).join("\n");
    await box(page).fill("Explain this:\nin short");
    await box(page).press("ArrowUp");
    await box(page).press("End");
    await file(page).setInputFiles({ name: "main.py", mimeType: "text/x-python", buffer: Buffer.from(code) });
    const whole = `Explain this:\n\nmain.py:\n\`\`\`py\n${code}\n\`\`\`\n\nin short`;
    await untilTyped(page, whole);
    await box(page).press("Control+z");
    await untilTyped(page, "Explain this:\nin short");
    await box(page).press("Control+Shift+z");
    await untilTyped(page, whole);
    await file(page).setInputFiles({
      name: "a.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("%PDF-1.7"),
    });
    await page.getByText("a.pdf is neither text nor an image.").waitFor();
    await untilTyped(page, whole);

    await box(page).press("Enter");
    await untilStatus(page, "complete");
    const question = page.locator("article[data-role=user] .message-body");
    const height = async () => (await question.boundingBox())!.height;
    assert.ok(await height() < 300);
    await page.getByRole("checkbox", { name: "Show all" }).focus();
    await page.keyboard.press("Space");
    assert.ok(await height() > 400);
    await page.getByText("Show less").click();
    assert.ok(await height() < 300);
    assert.deepEqual(problems, []);
  }));

Deno.test("images come by pasting and dropping too, and a model that cannot see takes none", () =>
  onStage({ speed: Infinity, models: [guideModel(), seeing] }, async ({ open, send }) => {
    await send("PATCH", "/api/config", { default_model: "eye:latest" });
    const { page } = await open("/chat");
    const { buffer } = await drawing(page, 10, 10);
    for (const [index, kind] of ["paste", "drop"].entries()) {
      await page.evaluate(([kind, base64]) => {
        const data = new DataTransfer();
        const bytes = Uint8Array.from(atob(base64!), (character) => character.charCodeAt(0));
        data.items.add(new File([bytes], "a.png", { type: "image/png" }));
        const given = { bubbles: true, cancelable: true, clipboardData: data, dataTransfer: data };
        const event = kind === "paste" ? new ClipboardEvent(kind, given) : new DragEvent("drop", given);
        document.querySelector("textarea")!.dispatchEvent(event);
      }, [kind, buffer.toString("base64")]);
      await previews(page).nth(index).waitFor();
    }
    await page.getByRole("combobox", { name: "Model" }).selectOption("guide:latest");
    await box(page).fill("What is this?");
    await box(page).press("Enter");
    await page.getByText("guide:latest cannot see images. Choose a model with vision.").waitFor();
    assert.equal(await box(page).inputValue(), "What is this?");
    assert.equal(await previews(page).count(), 2);
    assert.equal(await page.locator("article").count(), 0);
  }));

Deno.test("an image that is still being read goes with the message", () =>
  onStage({ speed: Infinity, models: [seeing] }, async ({ open }) => {
    const { page } = await open("/chat");
    await file(page).evaluate(async (input: HTMLInputElement) => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 2000, height: 2000 });
      canvas.getContext("2d")!.fillRect(0, 0, 999, 999);
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
      const data = new DataTransfer();
      data.items.add(new File([blob!], "a.png", { type: "image/png" }));
      input.files = data.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
      const box = document.querySelector<HTMLTextAreaElement>("textarea[name=content]")!;
      box.value = "What is this?";
      box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    });
    await page.locator("article[data-role=user]").getByRole("img", { name: "Image 1" }).waitFor();
  }));

/** A PNG of the given size, made by the browser. */
async function drawing(page: Page, width: number, height: number) {
  const base64 = await page.evaluate(([width, height]) => {
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    canvas.getContext("2d")!.fillRect(0, 0, width! / 2, height!);
    return canvas.toDataURL("image/png").split(",")[1]!;
  }, [width, height]);
  return { name: "a.png", mimeType: "image/png", buffer: Buffer.from(base64, "base64") };
}

async function sizeOf(page: Page): Promise<[number, number]> {
  const image = page.locator(".message-images img");
  await image.waitFor();
  return await image.evaluate(async (element: HTMLImageElement) => {
    await element.decode();
    return [element.naturalWidth, element.naturalHeight];
  });
}
