/** Fresh's Builder as this app uses it: for `build`, for the development server, and for tests. */
import { Builder } from "fresh/dev";
import type { State } from "@/lib/http/define.ts";
import { buildOptions } from "@/fresh.config.ts";
import { markedLexer } from "./marked_lexer.ts";
import { withOfflineTexts } from "./offline_worker.ts";
import { buildStylesheet } from "./stylesheet.ts";

export function createBuilder(): Builder<State> {
  // Upstream's builder ignores the last two: the same pages with more, and heavier, scripts.
  const options = { ...buildOptions, plugins: [markedLexer], isOneScript: true };
  const builder = new Builder<State>(options);
  builder.onTransformStaticFile(
    { pluginName: "stylesheet", filter: /\/styles\.css$/ },
    async ({ path, text, mode }) => ({
      content: await buildStylesheet({ path, content: text, isMinified: mode === "production" }),
    }),
  );
  builder.onTransformStaticFile(
    { pluginName: "offline-worker", filter: /\/offline\.js$/ },
    ({ text }) => ({ content: withOfflineTexts(text) }),
  );
  return builder;
}
