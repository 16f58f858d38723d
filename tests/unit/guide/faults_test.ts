import assert from "node:assert/strict";
import { conformanceModels } from "@/tests/fakes/conformance_models.ts";
import * as faults from "@/lib/guide/faults.ts";
import { atOnce, type Fault, type FaultMatch, type Guide, startGuide } from "@/lib/guide/guide.ts";

const content = faults.chatBody(["Hel", "lo €😀"]);

/** Every byte of an answer, and how the connection ended. */
interface Received {
  text: string;
  end: "fin" | "rst";
}

Deno.test("refuse() closes, or resets, without a byte", async () => {
  assert.deepEqual(await meet(faults.refuse()), { text: "", end: "fin" });
  assert.deepEqual(await meet(faults.refuse("rst")), { text: "", end: "rst" });
});

Deno.test("hang(), headersThenSilence() and silenceAfter() send nothing more until the client leaves", async () => {
  const silent: [Fault, RegExp][] = [
    [faults.hang(), /^$/],
    [faults.headersThenSilence(), /^HTTP\/1\.1 200 OK\r\n.*\r\n\r\n$/s],
    [faults.silenceAfter(2), / there"},"done":false}\n\r\n$/],
  ];
  for (const [fault, expected] of silent) {
    await withFault(fault, async (guide) => {
      using connection = await send(guide);
      const request = await guide.nextRequest("/api/chat");
      const reading = readAll(connection);
      const early = await Promise.race([request.ended, new Promise((resolve) => setTimeout(resolve, 30))]);
      assert.equal(early, undefined);
      await connection.closeWrite();
      assert.equal(await request.ended, "gone");
      assert.match((await reading).text, expected);
    });
  }
});

Deno.test("stallAfter() and delay() go on when their promise resolves", async () => {
  for (
    const [fault, before] of [[faults.stallAfter, 3], [
      (_: number, gate: Promise<void>) => faults.delay(gate),
      0,
    ]] as const
  ) {
    const gate = Promise.withResolvers<void>();
    await withFault(fault(3, gate.promise), async (guide) => {
      using connection = await send(guide);
      const request = await guide.nextRequest("/api/chat");
      let text = "";
      while (linesIn(text) < before) text += await readSome(connection);
      await new Promise((resolve) => setTimeout(resolve, 20));
      assert.equal(request.linesSent, before);
      const reading = readAll(connection);
      gate.resolve();
      assert.equal(await request.ended, "finished");
      assert.equal(linesIn(text + (await reading).text), 11);
    });
  }
});

Deno.test("closeAfter() and closeMidLine() end in the middle by FIN or RST", async () => {
  for (const end of ["fin", "rst"] as const) {
    const after = await meet(faults.closeAfter(3, end));
    assert.equal(after.end, end);
    if (end === "rst") continue; // a reset may overtake what was sent
    assert.equal(after.text.match(/"done":false/g)!.length, 3);
    assert.doesNotMatch(after.text, /\r\n0\r\n/);
    assert.match(
      (await meet(faults.closeMidLine(2))).text,
      /"done":false}\n\r\n40\r\n{"model":"m","message":{"con$/,
    );
  }
});

Deno.test("endWithoutDone(), errorLine() and runnerCrash() end the body in good order", async () => {
  const without = await meet(faults.endWithoutDone(4));
  assert.match(without.text, /"done":false}\n\r\n0\r\n\r\n$/);
  assert.match((await meet(faults.errorLine("bad luck"))).text, /\r\n\r\n{"error":"bad luck"}\n$/);
  const late = await meet(faults.errorLine("bad luck", 2));
  assert.match(late.text, /"done":false}\n\r\n\w+\r\n{"error":"bad luck"}\n\r\n0\r\n\r\n$/);
  assert.match((await meet(faults.runnerCrash(1))).text, /model: unexpected EOF"}\n/);
});

Deno.test("cutAt() delivers the bytes unchanged for every cut", async () => {
  const size = new TextEncoder().encode(content).length;
  await withGuide(async (guide) => {
    for (let cut = 1; cut < size; cut += 7) {
      guide.script(faults.cutAt(content, [cut, Math.min(cut + 1, size)], 0));
      using connection = await send(guide);
      assert.equal(bodyOf(await readAll(connection)), content, String(cut));
    }
  });
  assert.equal(bodyOf(await meet(faults.slowBytes("{}\n", 1))), "{}\n");
});

Deno.test("gzipped() is the body compressed, and says so", async () => {
  await withFault(faults.gzipped(content), async (guide) => {
    const response = await fetch(`${guide.url}/api/chat`, { method: "POST", body: "{}" });
    assert.equal(await response.text(), content);
  });
  assert.match((await meet(faults.gzipped(content))).text, /Content-Encoding: gzip\r\n/);
});

Deno.test("chunkedWithoutEnd(), wrongLength() and http10() are as wrong as they say", async () => {
  const endless = await meet(faults.chunkedWithoutEnd("{}\n"));
  assert.match(endless.text, /Transfer-Encoding: chunked\r\n.*\r\n\r\n3\r\n{}\n\r\n$/s);
  assert.match((await meet(faults.wrongLength("{}\n", 5))).text, /Content-Length: 8\r\n.*\r\n\r\n{}\n$/s);
  assert.match(
    (await meet(faults.http10("{}\n"))).text,
    /^HTTP\/1\.0 200 OK\r\n(?!.*Content-Length).*{}\n$/s,
  );
});

Deno.test("status(), html(), empty(), json(), nestedError() and redirect() are whole answers", async () => {
  const answers: [Fault, number, string][] = [
    [faults.status(503, "busy", { "Retry-After": "7" }), 503, '{"error":"busy"}'],
    [faults.status(429, "slow down"), 429, '{"error":"slow down"}'],
    [faults.html(502), 502, "<html><body><h1>Bad gateway</h1></body></html>"],
    [faults.empty(500), 500, ""],
    [faults.json({ models: null }), 200, '{"models":null}'],
    [
      faults.nestedError("too long"),
      400,
      '{"error":"{\\"error\\":{\\"code\\":400,\\"message\\":\\"too long\\"}}"}',
    ],
    [faults.redirect("http://127.0.0.1:9/", 307), 307, ""],
  ];
  for (const [fault, status, body] of answers) {
    await withFault(fault, async (guide) => {
      const response = await fetch(`${guide.url}/api/chat`, {
        method: "POST",
        body: "{}",
        redirect: "manual",
      });
      assert.deepEqual([response.status, await response.text()], [status, body]);
    });
  }
  assert.match(
    (await meet(faults.redirect("http://127.0.0.1:9/"))).text,
    /^HTTP\/1\.1 302 Found\r\nLocation: http:/,
  );
  assert.match((await meet(faults.status(503, "x", { "Retry-After": "7" }))).text, /Retry-After: 7\r\n/);
});

Deno.test("longLine() is one line of so many MiB", async () => {
  const [first, last] = bodyOf(await meet(faults.longLine(3))).trim().split("\n");
  assert.equal(JSON.parse(first!).message.content.length, 3 * 1024 * 1024);
  assert.equal(JSON.parse(last!).done, true);
});

Deno.test("endless() goes on until the client leaves", async () => {
  await withFault(faults.endless(1), async (guide) => {
    const leaving = new AbortController();
    const response = await fetch(`${guide.url}/api/chat`, {
      method: "POST",
      body: "{}",
      signal: leaving.signal,
    });
    const reader = response.body!.getReader();
    for (let read = 0; read < 5; read++) assert.equal((await reader.read()).done, false);
    leaving.abort();
    assert.equal(await (await guide.nextRequest("/api/chat")).ended, "gone");
    await assert.rejects(reader.read());
  });
});

Deno.test("slowToRead() leaves the request's body unread for as long", async () => {
  const gate = Promise.withResolvers<void>();
  await withFault(faults.slowToRead(gate.promise), async (guide) => {
    using connection = await send(guide);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(guide.requests.length, 0);
    gate.resolve();
    assert.match((await readAll(connection)).text, /"done":true/);
  });
});

Deno.test("every odd body is an answer that begins with the same words", async () => {
  const { malformedLine, notJson, surrogateEscapes, ...whole } = await import("@/lib/guide/fault_bodies.ts");
  for (const [name, make] of Object.entries(whole)) {
    if (typeof make !== "function") continue;
    const parsed = bodyOf(await meet(make())).replace("\ufeff", "").split(/\r?\n/).filter((line) =>
      line.trim().startsWith("{")
    );
    const words = parsed.map((line) => JSON.parse(line).message?.content).filter((text) =>
      typeof text === "string"
    );
    assert.ok(words.join("").startsWith(whole.oddText), name);
  }
  for (const make of [malformedLine, notJson, surrogateEscapes]) {
    assert.match((await meet(make())).text, /200 OK/);
  }
});

Deno.test("Guide.script() meets only the requests it is meant for, as often as told", async () => {
  await withGuide(async (guide) => {
    const ask = async (model: string) =>
      (await (await fetch(`${guide.url}/api/show`, { method: "POST", body: JSON.stringify({ model }) }))
        .text()).length;
    const matches: FaultMatch[] = [{ path: "/api/chat" }, { model: "tiny-think" }, {
      when: ({ body }) => body === 5,
    }];
    const others = matches.map((match) => guide.script(faults.empty(500), match));
    assert.notEqual(await ask("tiny-chat"), 0);
    const twice = guide.script(faults.empty(500), { path: "/api/show", model: "tiny-chat", times: 2 });
    const lengths = [await ask("tiny-chat"), await ask("tiny-chat"), await ask("tiny-chat")];
    assert.deepEqual([lengths[0], lengths[1], lengths[2] !== 0, twice.met], [0, 0, true, 2]);
    assert.deepEqual(others.map(({ met }) => met), [0, 0, 0]);
    guide.clearScript();
    assert.notEqual(await ask("tiny-think"), 0);
  });
});

async function withGuide(test: (guide: Guide) => Promise<void>): Promise<void> {
  const guide = await startGuide({ ...atOnce, models: conformanceModels });
  try {
    await test(guide);
  } finally {
    await guide.close();
  }
}

function withFault(fault: Fault, test: (guide: Guide) => Promise<void>): Promise<void> {
  return withGuide(async (guide) => {
    guide.script(fault);
    await test(guide);
  });
}

async function meet(fault: Fault): Promise<Received> {
  let received: Received | undefined;
  await withFault(fault, async (guide) => {
    using connection = await send(guide);
    received = await readAll(connection);
  });
  return received!;
}

async function send({ port }: Guide): Promise<Deno.TcpConn> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const body = JSON.stringify({ model: "tiny-chat", messages: [{ role: "user", content: "hi" }] });
  const head = `POST /api/chat HTTP/1.1\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n`;
  await connection.write(new TextEncoder().encode(head + body));
  return connection;
}

async function readSome(connection: Deno.TcpConn): Promise<string> {
  const buffer = new Uint8Array(65536);
  const count = await connection.read(buffer);
  assert.ok(count !== null, "it ended too soon");
  return new TextDecoder().decode(buffer.subarray(0, count));
}

function linesIn(text: string): number {
  return text.split('"done":').length - 1;
}

async function readAll(connection: Deno.TcpConn): Promise<Received> {
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(65536);
  let text = "";
  while (true) {
    try {
      const count = await connection.read(buffer);
      if (count === null) return { text, end: "fin" };
      text += decoder.decode(buffer.subarray(0, count), { stream: true });
    } catch (error) {
      if (error instanceof Deno.errors.ConnectionReset) return { text, end: "rst" };
      throw error;
    }
  }
}

function bodyOf({ text }: Received): string {
  return text.slice(text.indexOf("\r\n\r\n") + 4);
}
