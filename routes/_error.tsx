/** What went wrong on a page, in words. */
import { HttpError } from "fresh";
import { Head } from "fresh/runtime";
import { ErrorPage } from "@/components/layout/ErrorPage.tsx";
import { define } from "@/lib/http/define.ts";
import type { Texts } from "@/lib/texts/catalogue.ts";
import { TextsContext } from "@/lib/texts/context.ts";
import { describeError, type ErrorDescription } from "@/lib/errors.ts";

export const handler = define.handlers((ctx) => {
  const { problem } = ctx.state.texts;
  const { status, message, headers } = wordsFor(ctx.error, problem);
  if (status >= 500) {
    ctx.state.deps.log.error("page failed", { requestId: ctx.state.requestId, error: ctx.error });
  }
  const title = status === 404
    ? problem.notFoundTitle
    : status < 500
    ? problem.refusedTitle
    : problem.failedTitle;
  return ctx.render(
    <TextsContext.Provider value={ctx.state.texts}>
      <Head>
        <title>{title} · Chat WebUI</title>
      </Head>
      <ErrorPage title={title} message={message} requestId={status >= 500 ? ctx.state.requestId : null} />
    </TextsContext.Provider>,
    { status, headers },
  );
});

function wordsFor(
  error: unknown,
  problem: Texts["problem"],
): Pick<ErrorDescription, "status" | "message" | "headers"> {
  if (!(error instanceof HttpError)) return describeError(error);
  const message = error.status === 404 ? problem.notFound : error.message || problem.refused;
  return { status: error.status, message };
}
