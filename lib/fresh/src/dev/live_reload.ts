/** Open pages keep a connection, and reload when another process has taken the server's place. */
import type { Handler } from "../app.ts";

/** Answers the pages' connections, and hands on everything else. */
export function reloadHandler(handler: Handler, basePath: string): Handler {
  const path = basePath + ALIVE;
  const process = crypto.randomUUID();
  return (req, info) => new URL(req.url).pathname === path ? aliveResponse(process) : handler(req, info);
}

/** The text of the inline script. */
export function reloadScript(basePath: string): string {
  return `let process;
const connect = () => {
  const source = new EventSource("${basePath + ALIVE}");
  source.onmessage = ({ data }) => {
    if (process && process !== data) location.reload();
    process = data;
  };
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 500);
  };
};
connect();`;
}

const ALIVE = "/_frsh/alive";

function aliveResponse(process: string): Promise<Response> {
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode(`retry: 300\ndata: ${process}\n\n`)),
  });
  return Promise.resolve(
    new Response(body, { headers: { "content-type": "text/event-stream", "cache-control": "no-store" } }),
  );
}
