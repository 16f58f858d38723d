import { NotFoundError } from "@/lib/errors.ts";
import { define } from "@/lib/http/define.ts";

export const handler = define.handlers(({ url }) => {
  throw new NotFoundError("address", url.pathname);
});
