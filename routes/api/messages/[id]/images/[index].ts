import { getImage } from "@/lib/chat/images.ts";
import { methods } from "@/lib/http/define.ts";
import { readId, readIndex } from "@/lib/http/path.ts";

export const handler = methods({
  GET({ params, state: { deps, stored } }) {
    const { content, type } = getImage(deps, readId(params, "message"), readIndex(params, "image"));
    const isTemporary = deps !== stored; // the browser is not to keep one of those either
    const cache = isTemporary ? "no-store" : "private, max-age=31536000, immutable";
    return new Response(content as BodyInit, { headers: { "Content-Type": type, "Cache-Control": cache } });
  },
});
