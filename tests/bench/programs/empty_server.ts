/** The least that answers over HTTP: what the start and the memory of the product are compared with. */
Deno.serve({
  port: 0,
  hostname: "127.0.0.1",
  onListen: ({ port }) => console.log(`http://127.0.0.1:${port}`),
}, () => new Response("ok"));
for await (const _ of Deno.stdin.readable);
Deno.exit(0);
