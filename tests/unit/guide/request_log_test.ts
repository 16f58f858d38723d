import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { RequestLog } from "@/lib/guide/request_log.ts";
import { Exchange } from "@/lib/guide/wire/exchange.ts";

Deno.test("RequestLog forgets the oldest bodies beyond its limit, and never the latest", async () => {
  const log = new RequestLog(Date.now, true, { bytes: 64, requests: 3 });
  const size = 30;
  for (const letter of ["a", "b", "c"]) log.add(exchange("/big", letter.repeat(size)));
  assert.deepEqual(log.requests.map(({ text }) => text[0]), ["b", "c"]);
  assert.equal((await log.next("/big")).text[0], "b");
  log.add(exchange("/big", "d".repeat(3 * size)));
  assert.deepEqual(log.requests.map(({ text }) => text[0]), ["d"]);
  for (const path of ["/1", "/2", "/3", "/4"]) log.add(exchange(path, ""));
  assert.deepEqual(log.requests.map(({ path }) => path), ["/2", "/3", "/4"]);
});

Deno.test("RequestLog keeps nothing when told so, and still counts what is open", async () => {
  const log = new RequestLog(Date.now, false);
  const open = exchange("/x", "");
  log.add(open);
  assert.deepEqual([log.requests.length, log.open], [0, 1]);
  const idle = log.idle();
  open.leave();
  await idle;
  assert.equal(log.open, 0);
});

function exchange(path: string, text: string): Exchange {
  const head = {
    method: "POST",
    path,
    query: new URLSearchParams(),
    version: "1.1",
    headers: new Map(),
  } as const;
  const one = new Exchange(head, { destroyed: true } as Socket);
  one.body = new TextEncoder().encode(text);
  return one;
}
