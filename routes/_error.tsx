/** What went wrong on a page, in words. */
import { HttpError } from "fresh";
import { Head } from "fresh/runtime";
import { ErrorPage } from "@/components/layout/ErrorPage.tsx";
import { define } from "@/lib/http/define.ts";
import { describeError, type ErrorDescription } from "@/lib/errors.ts";

export const handler = define.handlers((ctx) => {
  const { status, message, headers } = wordsFor(ctx.error);
  if (status >= 500) {
    ctx.state.deps.log.error("page failed", { requestId: ctx.state.requestId, error: ctx.error });
  }
  const title = status === 404
    ? "There is no such page"
    : status < 500
    ? "That did not work"
    : "Something failed";
  return ctx.render(
    <>
      <Head>
        <title>{title} · Chat WebUI</title>
      </Head>
      <ErrorPage title={title} message={message} requestId={status >= 500 ? ctx.state.requestId : null} />
    </>,
    { status, headers },
  );
});

function wordsFor(error: unknown): Pick<ErrorDescription, "status" | "message" | "headers"> {
  if (!(error instanceof HttpError)) return describeError(error);
  const message = error.status === 404
    ? "The address is mistyped, or what was here has been deleted."
    : error.message || "The request was not accepted.";
  return { status: error.status, message };
}
