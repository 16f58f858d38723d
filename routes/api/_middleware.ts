import { define } from "@/lib/http/define.ts";
import { failureResponse } from "@/lib/http/errors.ts";

/** Every failure of an API route becomes the envelope here: routes only throw. */
export default define.middleware(async (ctx) => {
  try {
    const response = await ctx.next();
    if (!response.headers.has("Cache-Control")) response.headers.set("Cache-Control", "no-store");
    return response;
  } catch (error) {
    return failureResponse(ctx, error);
  }
});
