import { deleteMessage, editMessage } from "@/lib/chat/messages.ts";
import { readJson } from "@/lib/http/body.ts";
import { methods } from "@/lib/http/define.ts";
import { readId } from "@/lib/http/path.ts";
import { MessagePatch } from "@/lib/shared/message.ts";

export const handler = methods({
  async PATCH({ req, params, state: { deps } }) {
    const id = readId(params, "message");
    const { isNew, message } = await editMessage(deps, id, await readJson(req, MessagePatch));
    return Response.json(message, { status: isNew ? 201 : 200 });
  },

  async DELETE({ params, state: { deps } }) {
    await deleteMessage(deps, readId(params, "message"));
    return new Response(null, { status: 204 });
  },
});
