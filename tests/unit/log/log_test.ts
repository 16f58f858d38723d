import assert from "node:assert/strict";
import { openLog } from "@/lib/log.ts";

function record(format: "json" | "pretty", level: "debug" | "info" = "info") {
  const lines: string[] = [];
  return { lines, log: openLog({ level, format, write: (line) => lines.push(line) }) };
}

Deno.test("openLog() writes one JSON object a record, with its fields", () => {
  const { lines, log } = record("json");
  log.info("request", { requestId: "r", path: "/chat", status: 200, ms: 1.5 });
  const { time, ...rest } = JSON.parse(lines[0]!);
  assert.match(time, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  assert.deepEqual(rest, {
    level: "info",
    message: "request",
    requestId: "r",
    path: "/chat",
    status: 200,
    ms: 1.5,
  });
});

Deno.test("openLog() leaves out what is below its level", () => {
  const { lines, log } = record("json");
  log.debug("not this");
  assert.deepEqual(lines, []);
});

Deno.test("openLog() never writes passwords, keys, cookies, prompts or replies, at any depth", () => {
  for (const format of ["json", "pretty"] as const) {
    const { lines, log } = record(format);
    const secret = "hush-hush";
    log.error("x", {
      password: secret,
      apiKey: secret,
      api_key: secret,
      authorization: secret,
      headers: { cookie: secret, "set-cookie": secret },
      content: secret,
      prompt: secret,
      system_prompt: secret,
      messages: [secret],
      seen: `Bearer ${secret}`,
    });
    assert(!lines.join().includes(secret), lines[0]);
  }
});

Deno.test("openLog() keeps a record on one line and free of control characters, whatever it holds", () => {
  const nasty = "a\nb\r\x1b[31mred\x07\x9b\u2028\u202Eevil\0";
  for (const format of ["json", "pretty"] as const) {
    const { lines, log } = record(format);
    log.warn(`text ${nasty}`, { path: nasty, error: new Error(nasty, { cause: new Error(nasty) }) });
    assert.equal(lines.length, 1);
    assert(!/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(lines[0]!), JSON.stringify(lines[0]));
  }
});

Deno.test("openLog() tells an error's name, words and stack, and those of its cause", () => {
  const { lines, log } = record("json");
  log.error("failed", { error: new TypeError("outer", { cause: new Error("inner") }) });
  const { error } = JSON.parse(lines[0]!);
  assert.equal(error.name, "TypeError");
  assert.equal(error.why, "outer");
  assert.match(error.stack, /log_test\.ts/);
  assert.equal(error.cause.why, "inner");
});
