/** A load or unload, its output shown line by line. */
import { sayProblem } from "@/lib/texts/problem.ts";
import { textsOnPage } from "@/lib/texts/texts_on_page.ts";
import { jsonBody, reach, readError } from "./api.ts";
import { readEvents } from "./read_events.ts";

export interface Operated {
  name: string;
  /** Where the lines go. */
  log: HTMLElement;
}

/** Resolves at its end, also when it failed: the cause is then the last line. @throws ApiError, UnreachableError */
export async function operate(kind: "load" | "unload", { name, log }: Operated): Promise<void> {
  const body = jsonBody({ name });
  const headers = { ...body.headers, accept: "text/event-stream" };
  const response = await reach(fetch, `/api/models/${kind}`, { ...body, method: "POST", headers });
  if (!response.ok) throw await readError(response);
  for await (const { event, data } of readEvents(response.body!)) {
    const said = data as { text: string; message: string };
    if (event === "log") log.append(`${said.text}\n`);
    else if (event === "error") log.append(`${sayProblem(said.message, textsOnPage().problems)}\n`);
    log.scrollTop = log.scrollHeight;
  }
}
