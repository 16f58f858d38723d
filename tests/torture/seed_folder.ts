/** A data folder as a person's is: chats with branches and images, settings, a sealed address, backups. */
import { join } from "node:path";
import { readEnv } from "@/lib/config/env.ts";
import { openDeps } from "@/lib/open_deps.ts";
import { backUp } from "@/lib/process/backup_commands.ts";
import { regenerateReply } from "@/lib/chat/again.ts";
import { startTurn } from "@/lib/chat/start_turn.ts";
import { atOnce, startGuide } from "@/lib/guide/guide.ts";
import { ask, hear, hearUntil } from "@/tests/helpers/chat.ts";
import { readMessages } from "./evidence.ts";

export interface SeedFolder extends AsyncDisposable {
  /** After a server ended well. */
  clean: string;
  /** As `kill -9` leaves it: with a log, and a reply in the middle. */
  crashed: string;
  /** The messages of each. */
  texts: { clean: Map<string, string>; crashed: Map<string, string> };
}

/** No Ollama is there: nothing of these tests is about one. */
export function envOf(dataDir: string): Record<string, string> {
  return {
    DATA_DIR: dataDir,
    OLLAMA_BASE_URL: "http://127.0.0.1:9",
    OLLAMA_BIN: "",
    MODEL_POLL_SECONDS: "30",
    LOG_LEVEL: "warning",
    LOG_FORMAT: "json",
  };
}

export async function seedFolder({ chats = 25 } = {}): Promise<SeedFolder> {
  const root = await Deno.makeTempDir({ prefix: "torture-" });
  const [clean, crashed] = [join(root, "clean"), join(root, "crashed")];
  const env = readEnv(envOf(clean));
  const guide = await startGuide({ ...atOnce, speed: 4000, recordRequests: false, answer });
  const opened = await openDeps(env);
  const { deps, endStreams, close } = opened;
  await deps.settings.patch({
    ollama_base_url: guide.url,
    default_model: "guide:latest",
    api_key: "a key that stays sealed",
    title_generation: "off",
  });
  for (let chat = 0; chat < chats; chat++) {
    const images = chat % 8 === 0 ? [image] : undefined;
    const { message } = await ask(deps, `Question ${chat} of the torture: ${words(chat, 60)}`, { images });
    const session_id = message.session_id;
    await ask(deps, `And then? ${words(chat + 7, 200)}`, { session_id });
    if (chat % 3 === 0) await hear(deps, await regenerateReply(deps, message.id, { background: true }));
    if (chat === Math.floor(chats / 3)) await backUp(env, undefined, new Date(Date.now() - 60_000));
    if (chat === Math.floor(chats / 2)) await backUp(env, undefined);
  }
  // Those since the last copy are in the log alone.
  deps.db.checkpoint();
  for (let chat = 0; chat < 4; chat++) await ask(deps, `In the log ${chat}: ${words(chat, 90)}`);
  const running = await startTurn(deps, { content: "the one that is cut", background: true });
  await hearUntil(deps, running, "token");
  await copyFolder(clean, crashed);
  await endStreams();
  await close();
  await guide.close();
  const probe = join(root, "probe");
  await copyFolder(crashed, probe);
  const texts = {
    clean: readMessages(join(clean, "chatbot.db")),
    crashed: readMessages(join(probe, "chatbot.db")),
  };
  return { clean, crashed, texts, [Symbol.asyncDispose]: () => Deno.remove(root, { recursive: true }) };
}

export async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true, mode: 0o700 });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory) await copyFolder(join(from, name), join(to, name));
    else await Deno.copyFile(join(from, name), join(to, name));
  }
}

let asked = 0;

function answer(): string {
  return `Reply ${++asked}. ${words(asked, 150)} – „süß“, 東京, 👩‍👩‍👧‍👦, \`code\`.`;
}

function words(from: number, count: number): string {
  const list = "alpha bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike".split(" ");
  return Array.from({ length: count }, (_, index) => list[(from * 5 + index * 3) % list.length]).join(" ");
}

/** One pixel, as PNG. */
const image =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
