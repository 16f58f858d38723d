import { methods } from "@/lib/http/define.ts";
import { readId } from "@/lib/http/path.ts";
import { keepChat } from "@/lib/transfer/keep.ts";

export const handler = methods({
  POST: async ({ params, state: { stored } }) =>
    Response.json(await keepChat(stored, readId(params, "temporary chat")), { status: 201 }),
});
