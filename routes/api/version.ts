import { methods } from "@/lib/http/define.ts";
import { version } from "@/lib/version.ts";

export const handler = methods({
  async GET({ state: { deps } }) {
    return Response.json({ app: { version }, ollama: { version: await deps.ollama.version() } });
  },
});
