/** Fresh's Builder as this app uses it: for `build`, for the development server, and for tests. */
import { Builder } from "fresh/dev";
import type { State } from "@/lib/http/define.ts";
import { buildOptions } from "@/fresh.config.ts";
import { buildStylesheet } from "./stylesheet.ts";

export function createBuilder(): Builder<State> {
  const builder = new Builder<State>(buildOptions);
  builder.onTransformStaticFile(
    { pluginName: "stylesheet", filter: /\/styles\.css$/ },
    async ({ path, text, mode }) => ({
      content: await buildStylesheet({ path, content: text, isMinified: mode === "production" }),
    }),
  );
  return builder;
}
