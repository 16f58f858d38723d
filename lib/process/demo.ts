/** The demo: a temporary data folder and the Guide in Ollama's place, set up and ready to chat. */
import type { Env } from "@/lib/config/env.ts";
import { type OpenDeps, openDeps } from "@/lib/open_deps.ts";

export async function openDemoDeps(env: Env): Promise<OpenDeps> {
  const dataDir = await Deno.makeTempDir({ prefix: "chat-webui-demo-" });
  // The Guide has no program of its own: models are loaded over HTTP.
  const demo = { ...env, dataDir, databasePath: `${dataDir}/chatbot.db`, ollamaBin: "" };
  const opened = await openDeps(demo, async ({ settings, guideAddress }) => {
    await settings.patch({ ollama_base_url: await guideAddress(), default_model: "guide:latest" });
  });
  return {
    ...opened,
    async close() {
      await opened.close();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}
