/**
 * Every page of the product, and what can be opened on each: the one list that the checks go through.
 *
 * What is opened is opened as people do it, by its accessible name.
 */
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { stallAfter } from "@/lib/guide/faults.ts";
import { pixel } from "./rich_chat.ts";
import { type House, seeingModel, type Tenant } from "./house.ts";

export type Size = "wide" | "phone";

export interface Place {
  name: string;
  at: Tenant;
  path: string | ((house: House) => string);
  /** What is done there first. */
  open?(page: Page, house: House): Promise<unknown>;
  /** Elsewhere it cannot be opened, or is the same. */
  only?: Size;
  /** Of answers that are refused on purpose. */
  refused?: number;
  /** A part over a page that is a place itself: what lies beneath is looked at there. */
  isOver?: true;
}

const chat = ({ rich }: House) => `/chat/${rich.id}`;
const longChat = ({ longChat }: House) => `/chat/${longChat}`;

export const places: readonly Place[] = [
  { name: "new chat", at: "used", path: "/chat" },
  { name: "chat", at: "used", path: chat },
  { name: "chat without its model", at: "used", path: ({ orphan }) => `/chat/${orphan}` },
  {
    name: "middle of a long chat",
    at: "used",
    path: ({ longChat, longPlace }) => `/chat/${longChat}?after=${longPlace}`,
  },
  { name: "question being edited", at: "used", path: ({ rich }) => `/chat/${rich.id}?edit=${rich.question}` },
  { name: "image to be sent", at: "used", path: "/chat", open: attachImage },
  { name: "temporary chat", at: "used", path: "/chat", open: openTemporary },
  { name: "search", at: "used", path: "/search" },
  { name: "search results", at: "used", path: "/search?q=answer" },
  { name: "nothing found", at: "used", path: "/search?q=zzzzzz&role=user" },
  { name: "archive", at: "used", path: "/search?filter=archived" },
  { name: "models", at: "used", path: "/models" },
  { name: "details of a model", at: "used", path: "/models?details=guide:latest" },
  { name: "log of a model", at: "used", path: "/models", open: loadModel },
  { name: "metrics", at: "used", path: "/metrics" },
  { name: "general settings", at: "used", path: "/settings/general" },
  { name: "generation settings", at: "used", path: "/settings/generation" },
  { name: "appearance settings", at: "used", path: "/settings/appearance" },
  { name: "advanced settings", at: "used", path: "/settings/advanced" },
  { name: "refused setting", at: "used", path: "/settings/generation", open: saveWrongly, refused: 400 },
  { name: "settings saved", at: "used", path: "/settings/general", open: save },
  { name: "backup made", at: "used", path: "/settings/advanced", open: backUp },
  { name: "import result", at: "used", path: "/settings/advanced", open: importChats },
  { name: "page that is not there", at: "used", path: "/nothing", refused: 404 },
  { name: "chat that is not there", at: "used", path: `/chat/${crypto.randomUUID()}`, refused: 404 },

  { name: "palette", at: "used", path: chat, open: openPalette, isOver: true },
  { name: "keyboard shortcuts", at: "used", path: "/metrics", open: openKeys, isOver: true },
  { name: "chats", at: "used", path: "/metrics", open: openChats, only: "phone", isOver: true },
  { name: "options of a chat", at: "used", path: "/metrics", open: openOptions, isOver: true },
  { name: "chat being renamed", at: "used", path: "/metrics", open: openRenaming, isOver: true },
  { name: "parameters", at: "used", path: "/chat", open: press("Parameters"), isOver: true },
  { name: "export menu", at: "used", path: chat, open: press("Export chat"), isOver: true },
  { name: "places in a long chat", at: "used", path: longChat, open: press("Go to"), isOver: true },
  { name: "share menu", at: "used", path: chat, open: pressLast("Share"), isOver: true },
  { name: "message to be deleted", at: "used", path: chat, open: pressLast("Delete"), isOver: true },
  { name: "model to be deleted", at: "used", path: "/models", open: pressLast("Delete"), isOver: true },
  { name: "choice of a model", at: "used", path: "/settings/general", open: openSelect, isOver: true },
  { name: "reply being written", at: "used", path: "/chat", open: holdReply },
  // It stays for ten seconds, on other pages too.
  { name: "deletion to be undone", at: "used", path: "/metrics", open: deleteChat },

  { name: "no chat and no model", at: "empty", path: "/chat" },
  { name: "no model", at: "empty", path: "/models" },
  { name: "no figures", at: "empty", path: "/metrics" },
  { name: "no chats to search", at: "empty", path: "/search" },
  { name: "no archive", at: "empty", path: "/search?filter=archived" },
  { name: "message not sent", at: "empty", path: "/chat", open: sendInVain, refused: 503 },

  { name: "login", at: "locked", path: "/login" },
  { name: "wrong password", at: "locked", path: "/login", open: logInWrongly, refused: 401 },

  { name: "wizard", at: "new", path: "/setup" },
  { name: "address that does not answer", at: "new", path: "/setup", open: testAddress },
  { name: "second step of the wizard", at: "used", path: "/setup?step=choose" },
  { name: "server is away", at: "new", path: "/setup", open: stopServer, refused: 503 },
];

export function pathOf({ path }: Place, house: House): string {
  return typeof path === "string" ? path : path(house);
}

async function openTemporary(page: Page): Promise<void> {
  // On a phone it is in the drawer; its form is the same.
  await page.locator("button[name=temporary]").evaluate((button: HTMLButtonElement) => button.click());
  await page.getByRole("note").filter({ hasText: "Nothing of it is stored" }).waitFor();
}

async function attachImage(page: Page): Promise<void> {
  await page.getByRole("combobox", { name: "Model", exact: true }).selectOption(seeingModel);
  await page.locator(".composer input[type=file]").setInputFiles({
    name: "dot.png",
    mimeType: "image/png",
    buffer: Buffer.from(pixel, "base64"),
  });
  await page.locator(".attachments img").waitFor();
}

async function loadModel(page: Page): Promise<void> {
  const model = page.getByRole("listitem", { name: seeingModel });
  await model.getByRole("button", { name: "Load", exact: true }).click();
  await page.getByRole("log", { name: `Log of ${seeingModel}` }).waitFor();
  await model.getByRole("button", { name: "Unload" }).click();
  await model.getByText("Unloaded").waitFor();
}

async function saveWrongly(page: Page): Promise<void> {
  await page.locator("[name='options.temperature']").fill("hot");
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator("[aria-invalid=true]").first().waitFor();
}

async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("status").getByText("Saved").waitFor();
}

async function backUp(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Back up now" }).click();
  await page.getByRole("status").getByText(/^Saved chatbot-/).waitFor();
  await page.locator("#backup summary").click();
}

async function importChats(page: Page): Promise<void> {
  const text = '{"format":"chat-webui","version":1,"session":{"id":"x"},"messages":[]}\n{"no":"chat"}';
  await page.locator(".import-form input[type=file]").setInputFiles({
    name: "chats.jsonl",
    mimeType: "application/json",
    buffer: Buffer.from(text),
  });
  await page.locator("form[action='/settings/import'] .btn").click();
  await page.getByRole("table").waitFor();
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Command palette" }).waitFor();
}

async function openKeys(page: Page): Promise<void> {
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
}

async function openChats(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "Chats", exact: true });
  if (await button.isVisible()) await button.click();
  await page.getByRole("navigation", { name: "Sessions" }).waitFor();
}

/** Of the oldest one: no other place needs it. */
async function openOptions(page: Page): Promise<void> {
  await openChats(page);
  await page.getByRole("button", { name: /^Options for/ }).last().click();
  await page.getByRole("button", { name: "Rename" }).waitFor();
}

async function openRenaming(page: Page): Promise<void> {
  await openOptions(page);
  await page.getByRole("button", { name: "Rename" }).click();
  await page.getByRole("textbox", { name: "Title" }).waitFor();
}

async function deleteChat(page: Page): Promise<void> {
  await openOptions(page);
  await page.locator(".menu:popover-open").getByRole("button", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Undo" }).waitFor();
}

function press(name: string) {
  return async (page: Page) => {
    await page.getByRole("button", { name, exact: true }).click();
    await page.locator(":popover-open").first().waitFor();
  };
}

function pressLast(name: string) {
  return async (page: Page) => {
    await page.getByRole("main").getByRole("button", { name, exact: true }).last().click();
    await page.locator(":is(:popover-open, [role=alertdialog]:not([popover]))").first().waitFor();
  };
}

async function openSelect(page: Page): Promise<void> {
  await page.getByRole("combobox", { name: /^Default model/ }).click();
}

async function holdReply(page: Page, { guide }: House): Promise<void> {
  guide.script(stallAfter(3, new Promise(() => {})), { path: "/api/chat" });
  await page.getByRole("textbox", { name: "Message", exact: true }).fill("Write for ever");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByRole("button", { name: "Stop" }).waitFor();
}

async function sendInVain(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "Message", exact: true }).fill("Is anybody there?");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.locator(".composer-problem, article[data-status=failed]").waitFor();
  await page.locator("[data-session-id]", { hasText: "Is anybody there?" }).waitFor({ state: "attached" });
}

async function logInWrongly(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "Password" }).fill("not the password");
  await page.getByRole("button", { name: "Log in" }).click();
  await page.locator("[aria-invalid=true]").waitFor();
}

async function testAddress(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "Ollama address" }).fill("http://127.0.0.1:1");
  await page.getByRole("button", { name: "Test" }).click();
  await page.getByRole("alert").waitFor();
}

async function stopServer(page: Page, { servers }: House): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await servers.new.stop();
  await page.reload();
  await page.getByRole("heading", { name: "Cannot reach the server" }).waitFor();
}
