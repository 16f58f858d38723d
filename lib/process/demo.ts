/** The demo: a temporary data folder and the Guide in Ollama's place, set up and ready to chat. */
import type { Env } from "@/lib/config/env.ts";
import { startGuide } from "@/lib/guide/guide.ts";
import { type OpenDeps, openDeps } from "@/lib/open_deps.ts";

export async function openDemoDeps(env: Env): Promise<OpenDeps> {
  const dataDir = await Deno.makeTempDir({ prefix: "chat-webui-demo-" });
  const guide = await startGuide({ recordRequests: false });
  const opened = await openDeps({
    ...env,
    dataDir,
    databasePath: `${dataDir}/chatbot.db`,
    ollamaBaseUrl: guide.url,
    ollamaBin: "",
  });
  await opened.deps.settings.patch({ ollama_base_url: guide.url, default_model: "guide:latest" });
  return {
    ...opened,
    async close() {
      await opened.close();
      await guide.close();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}
