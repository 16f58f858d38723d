/** What a page says to its developers: any message, any error, any request that failed or led elsewhere. */
import { STATUS_CODES } from "node:http";
import type { Page } from "playwright-core";

export interface Noise {
  /** What was heard since the last call. `refused`: the status that was provoked on purpose. */
  take(refused?: number): string[];
}

export async function listenForNoise(page: Page): Promise<Noise> {
  let heard: string[] = [];
  page.on("console", (message) => heard.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => heard.push(`uncaught: ${error}`));
  page.on("requestfailed", (request) => {
    const cause = request.failure()?.errorText;
    // A page that is left ends its own streams.
    if (cause !== "net::ERR_ABORTED") heard.push(`failed: ${request.url()} ${cause}`);
  });
  page.on("request", (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (hostname !== "127.0.0.1" && protocol !== "data:") heard.push(`asked: ${request.url()}`);
  });
  const devtools = await page.context().newCDPSession(page);
  devtools.on("Audits.issueAdded", ({ issue }) => {
    heard.push(`issue: ${issue.code} ${JSON.stringify(issue.details)}`);
  });
  await devtools.send("Audits.enable");
  return {
    take(refused) {
      const failed = "error: Failed to load resource: the server responded with a status of";
      // A worker's answer has no words.
      const expected = ["", STATUS_CODES[refused ?? 0]].map((words) => `${failed} ${refused} (${words})`);
      const taken = heard.filter((message) => !expected.includes(message));
      heard = [];
      return taken;
    },
  };
}
