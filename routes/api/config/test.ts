import { testConnection } from "@/lib/config/connection.ts";
import { methods } from "@/lib/http/define.ts";
import { readJson } from "@/lib/http/body.ts";
import { ConnectionTest } from "@/lib/shared/config.ts";

export const handler = methods({
  async POST({ req, state: { deps } }) {
    const asked = await readJson(req, ConnectionTest, { empty: {} });
    return Response.json(await testConnection(deps.settings.accessTo(asked)));
  },
});
