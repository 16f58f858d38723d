/** The app as Fresh sees it: the edge, static files, the gate, then the files of routes/. */
import { App, csp, type FreshConfig, staticFiles } from "fresh";
import type { State } from "./define.ts";
import { edge, type EdgeOptions } from "./edge.ts";
import { gate } from "./gate.ts";
import { ofTemporaryChats } from "./temporary_chats.ts";
import { withoutTrailingSlash } from "./trailing_slash.ts";

export function createApp(options: EdgeOptions, config?: FreshConfig): App<State> {
  return new App<State>(config)
    // csp() only tells the edge which nonce the page was rendered with: the edge writes the policy.
    .use(
      edge(options),
      csp({ useNonce: true }),
      staticFiles(),
      gate(),
      withoutTrailingSlash(),
      ofTemporaryChats(),
    )
    .fsRoutes();
}
