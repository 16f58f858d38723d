/**
 * The least that can stand between a client and Ollama: bytes in, the same bytes out. What the product does more
 * than this (parse, store, number, tell every reader) is what its figures are compared with.
 */
import http from "node:http";

const upstream = new URL(Deno.args[0]!);
const server = http.createServer((request, response) => {
  const onward = http.request({
    host: upstream.hostname,
    port: upstream.port,
    path: request.url,
    method: "POST",
  });
  onward.on("response", (answer) => {
    response.writeHead(answer.statusCode!, { "content-type": answer.headers["content-type"]! });
    answer.pipe(response);
  });
  request.pipe(onward);
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object") console.log(`http://127.0.0.1:${address!.port}`);
});
for await (const _ of Deno.stdin.readable);
Deno.exit(0);
