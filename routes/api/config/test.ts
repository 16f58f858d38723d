import { testConnection } from "@/lib/config/connection.ts";
import { methods } from "@/lib/http/define.ts";
import { readJson } from "@/lib/http/body.ts";
import { ConnectionTest } from "@/lib/shared/config.ts";

export const handler = methods({
  async POST({ req, state: { deps } }) {
    const asked = await readJson(req, ConnectionTest, { empty: {} });
    const result = await testConnection(deps.settings.accessTo(asked));
    // What is stored was looked at: what is known of it need not wait for the next poll.
    if (result.ok && Object.keys(asked).length === 0) await deps.catalog.renew();
    return Response.json(result);
  },
});
