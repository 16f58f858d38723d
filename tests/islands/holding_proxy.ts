/** A proxy that holds event streams back until they end, as some do; WebSockets pass. */
export interface HoldingProxy extends AsyncDisposable {
  url: string;
}

export function startHoldingProxy(target: string): HoldingProxy {
  const host = new URL(target).host;
  const closing = new AbortController();
  const options = { port: 0, hostname: "127.0.0.1", onListen() {}, signal: closing.signal };
  const server = Deno.serve(options, async (request) => {
    const url = new URL(request.url);
    url.host = host;
    const headers = new Headers(request.headers);
    headers.set("host", host);
    headers.delete("origin");
    if (request.headers.get("upgrade") === "websocket") return passSocket(request, url);
    const { method, body } = request;
    const response = await fetch(url, { method, headers, body, redirect: "manual", signal: request.signal });
    const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
    const { status } = response;
    return new Response(isStream ? hold(response.body!) : response.body, {
      status,
      headers: response.headers,
    });
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    [Symbol.asyncDispose]: () => {
      closing.abort(); // a page may still have a stream open
      return server.finished;
    },
  };
}

function hold(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    async start(controller) {
      const held: Uint8Array[] = [];
      for (let read = await reader.read(); !read.done; read = await reader.read()) held.push(read.value);
      for (const bytes of held) controller.enqueue(bytes);
      controller.close();
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

function passSocket(request: Request, url: URL): Response {
  const { socket, response } = Deno.upgradeWebSocket(request);
  const other = new WebSocket(url.href.replace("http", "ws"));
  const opened = new Promise((resolve) => other.onopen = resolve);
  socket.onmessage = async ({ data }) => {
    await opened;
    other.send(data);
  };
  other.onmessage = ({ data }) => socket.send(data);
  socket.onclose = () => other.close();
  other.onclose = () => socket.close();
  return response;
}
