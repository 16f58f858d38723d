/** The three processes of a benchmark: the Guide, the built server that is set up with it, and this one. */
import { startServer, type TestServer } from "@/tests/helpers/server.ts";
import { type Program, startProgram } from "./programs.ts";

export interface Stage extends AsyncDisposable {
  guide: Program;
  server: TestServer;
}

export async function openStage(): Promise<Stage> {
  await using parts = new AsyncDisposableStack();
  const guide = parts.use(await startProgram("guide"));
  const server = parts.use(await startServer({ env: { OLLAMA_BIN: "", LOG_LEVEL: "error" } }));
  await setUp(server.url, guide.url);
  const open = parts.move();
  return { guide, server, [Symbol.asyncDispose]: () => open.disposeAsync() };
}

export async function setUp(serverUrl: string, guideUrl: string): Promise<void> {
  const config = {
    ollama_base_url: guideUrl,
    default_model: "markdown-1000:latest",
    title_generation: "off",
  };
  const response = await fetch(`${serverUrl}/api/config`, { method: "PATCH", body: JSON.stringify(config) });
  if (!response.ok) throw new Error(`Cannot set the server up: ${await response.text()}`);
  await response.body?.cancel();
}
