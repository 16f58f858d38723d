/** axe on every page, in every theme, wide and on a phone, with what can be opened open. */
import assert from "node:assert/strict";
import { startGuide } from "@/lib/guide/guide.ts";
import { themes } from "@/lib/shared/theme.ts";
import { launchBrowser } from "@/tests/helpers/browser.ts";
import { startServer } from "@/tests/helpers/server.ts";
import { exportedChat } from "./seeded.ts";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const axe = await Deno.readTextFile(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url));

const reply =
  `# A heading\n\n- [x] done\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n\`\`\`ts\nconst n = 1; // one\n\`\`\``;

/** Without motion: half-faded text has half the contrast. */
const still = { reducedMotion: "reduce" } as const;

const sizes = {
  wide: { viewport: { width: 1280, height: 800 }, ...still },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, ...still },
};

for (const [size, options] of Object.entries(sizes)) {
  Deno.test(`axe finds nothing on any page in any theme, ${size}`, async () => {
    const guide = await startGuide({ answer: () => reply, loadMs: 0, speed: Infinity });
    try {
      await using server = await startServer();
      const { chat, question, others } = await fill(server.url, guide.url);
      await using browser = await launchBrowser();
      const { page } = await browser.open(`${server.url}/chat`, options);
      for (const theme of themes) {
        await send(server.url, "PUT", "/api/config/theme", { theme });
        for (const path of [...paths(chat, question), ...others]) {
          await page.goto(server.url + path);
          assert.deepEqual(await violations(page), [], `${path} in ${theme}`);
          assert.equal(await sideways(page), 0, `${path} in ${theme} scrolls sideways`);
        }
        await page.goto(server.url + chat);
        for (const [name, open] of Object.entries(openings)) {
          await open(page, size);
          assert.deepEqual(await violations(page), [], `${name} in ${theme}`);
          await page.keyboard.press("Escape");
        }
      }
    } finally {
      await guide.close();
    }
  });
}

function paths(chat: string, question: string): string[] {
  const tabs = ["general", "generation", "appearance", "advanced"].map((tab) => `/settings/${tab}`);
  const asked = [`${chat}?edit=${question}`, `${chat}?delete=${question}`, "/models?details=guide:latest"];
  return [
    "/chat",
    chat,
    ...asked,
    "/models",
    "/metrics",
    "/search",
    "/search?q=heading",
    "/setup",
    "/nope",
    ...tabs,
  ];
}

const openings: Record<string, (page: Page, size: string) => Promise<void>> = {
  async palette(page) {
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog", { name: "Command palette" }).waitFor();
  },
  async parameters(page) {
    await page.getByRole("button", { name: "Parameters" }).click();
    await page.getByRole("textbox", { name: "System prompt" }).waitFor();
  },
  async export(page) {
    await page.getByRole("button", { name: "Export chat" }).click();
    await page.getByRole("link", { name: "Web page" }).waitFor();
  },
  async options(page, size) {
    if (size === "phone") await page.getByRole("button", { name: "Chats" }).click();
    await page.getByRole("button", { name: /^Options for/ }).first().click();
    await page.getByRole("button", { name: "Rename" }).waitFor();
  },
};

async function fill(url: string, ollama: string) {
  await send(url, "PATCH", "/api/config", { ollama_base_url: ollama, title_generation: "off" });
  const session = JSON.parse(await send(url, "POST", "/api/sessions", { title: "A chat" }));
  await send(url, "POST", "/api/chat", { session_id: session.id, content: "A heading?" });
  const { items } = JSON.parse(await send(url, "GET", `/api/sessions/${session.id}/messages`));
  await send(url, "POST", `/api/messages/${items[1].id}/regenerate`, {});
  const gone = JSON.parse(
    await send(url, "POST", "/api/sessions", { title: "Of last year", model: "gone:7b" }),
  );
  const long = exportedChat({ title: "Long", turns: 45 }, 3000);
  await send(url, "POST", "/api/import", long);
  await send(url, "PATCH", `/api/sessions/${gone.id}`, { archived: true });
  return {
    chat: `/chat/${session.id}`,
    question: items[0].id as string,
    others: [
      `/chat/${gone.id}`,
      `/chat/${long.session.id}?after=${long.messages[4]!.id}`,
      "/search?filter=archived",
    ],
  };
}

async function send(url: string, method: string, path: string, body?: unknown): Promise<string> {
  const response = await fetch(url + path, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  assert.ok(response.ok, text);
  return text;
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<AxeResults> } };
    return (await axe.run()).violations.map(({ id, nodes }) => [id, ...nodes.map((node) => node.html)]);
  });
  return found.map((words) => words.join(" "));
}

function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}
