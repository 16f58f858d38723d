import assert from "node:assert/strict";
import { delay } from "@/lib/guide/faults.ts";
import { catalogue } from "@/lib/texts/catalogue.ts";
import { button, essayText, lastReply, onStage, replyText, untilStatus } from "./stage.ts";

const germanBrowser = { locale: "de-DE", permissions: ["clipboard-read", "clipboard-write"] };

Deno.test("a German browser: what scripts make is German too", () =>
  onStage({}, async ({ open, guide }) => {
    const { page, problems } = await open("/chat", germanBrowser);
    const gate = Promise.withResolvers<void>();
    guide.script(delay(gate.promise), { path: "/api/chat" });
    assert.equal(await page.locator("html").getAttribute("lang"), "de");
    await page.getByRole("textbox", { name: "Nachricht", exact: true }).fill("Los");
    await page.keyboard.press("Enter");
    await button(page, "Anhalten").waitFor();
    await page.getByRole("log", { name: "Unterhaltung" }).getByText("guide:latest wird geladen…").waitFor();
    gate.resolve();
    const hud = page.getByRole("region", { name: "Messwerte" });
    await hud.getByText(/^\d+,\d Tok\/s$/).waitFor();
    await untilStatus(page, "complete");
    assert.equal(await replyText(page), essayText);
    await page.getByText("Antwort fertig").waitFor({ state: "attached" });
    await page.getByRole("meter", { name: "Kontext" }).waitFor();

    await lastReply(page).hover();
    await button(lastReply(page), "Kopieren").click();
    await page.getByRole("status").getByText("Kopiert").waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog", { name: "Befehle" }).getByRole("option", { name: "Neuer Chat" }).waitFor();
    await page.keyboard.press("Escape");

    const item = page.getByRole("navigation", { name: "Alle Chats" }).getByRole("listitem");
    await item.getByRole("button", { name: /^Optionen für / }).click();
    await button(item, "Löschen").click();
    await page.getByRole("status").getByText(/^„.*“ gelöscht/).waitFor();
    await button(page, "Rückgängig").click();
    await page.getByRole("status").getByText("Wiederhergestellt").waitFor();
    assert.deepEqual(problems, []);
  }));

Deno.test("an error of the API is said in German by a toast", () =>
  onStage({ speed: Infinity }, async ({ open, ask }) => {
    const id = await ask("Hallo");
    const { page } = await open(`/chat/${id}`, germanBrowser);
    await button(page, "Parameter").click();
    await page.getByRole("textbox", { name: "Temperatur" }).fill("heiß");
    await page.keyboard.press("Tab");
    await page.getByRole("status").getByText('"options.temperature": Muss eine Zahl sein.').waitFor();
  }));

Deno.test("the setting overrides the browser, from the next page on", () =>
  onStage({ speed: Infinity }, async ({ open, url }) => {
    const { page } = await open("/settings/general", germanBrowser);
    await page.getByRole("combobox", { name: "Sprache" }).selectOption({ label: "English" });
    await button(page, "Speichern").click();
    await page.getByRole("status").getByText("Saved").waitFor();
    await page.getByRole("combobox", { name: "Language" }).waitFor();
    await page.goto(`${url}/chat`);
    await button(page, "Send").waitFor();
  }));

Deno.test("the scripts of a page hold the texts of no language", () =>
  onStage({ speed: Infinity }, async ({ open }) => {
    const { page, requests } = await open("/chat");
    await button(page, "Send").waitFor();
    const scripts = await Promise.all(
      requests.filter((address) => /\.js\b/.test(address)).map(async (address) =>
        await (await fetch(address)).text()
      ),
    );
    assert.ok(scripts.length > 0);
    for (const { live } of Object.values(catalogue)) {
      for (
        const text of [live.turn.jump, live.turn.finished, live.palette.placeholder, live.toast.notHandedOver]
      ) {
        assert.ok(!scripts.some((script) => script.includes(text)), text);
      }
    }
  }));
