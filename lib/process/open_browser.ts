/** Shows the page in the person's browser, where there is one: a machine without is no error. */
import type { Logger } from "@logtape/logtape";

export function openBrowser(url: string, log: Logger): void {
  const program = Deno.build.os === "darwin" ? "open" : "xdg-open";
  try {
    const child = new Deno.Command(program, { args: [url], stdin: "null", stdout: "null", stderr: "null" })
      .spawn();
    child.unref();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    log.info("no program to open a browser with", { program });
  }
}
