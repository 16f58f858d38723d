import assert from "node:assert/strict";
import { conformanceModels } from "@/tests/fakes/conformance_models.ts";
import { atOnce, type Guide, type GuideOptions, startGuide } from "@/lib/guide/guide.ts";

const tiny: GuideOptions = { ...atOnce, models: conformanceModels };

Deno.test("startGuide() offers guide:latest alone, a completion model of 8192 tokens", async () => {
  await withGuide({}, async ({ url }) => {
    const { models } = await (await fetch(`${url}/api/tags`)).json();
    assert.deepEqual(models.map(({ name }: { name: string }) => name), ["guide:latest"]);
    assert.deepEqual(models[0].capabilities, ["completion"]);
    assert.equal(models[0].details.context_length, 8192);
  });
});

Deno.test("startGuide() answers from the manual at the set speed, after a load and the prompt", async () => {
  await withGuide({ speed: 400, loadMs: 40, promptSpeed: 1000 }, async (guide) => {
    const lines = await chat(guide, "guide", "dark mode");
    const text = lines.map(({ message }) => message.content).join("");
    assert.match(text, /^Hello! I am the \*\*Guide\*\*.*not a language model.*## Themes/s);
    const { load_duration, prompt_eval_count, prompt_eval_duration, eval_count, eval_duration } = lines.at(
      -1,
    )!;
    assert.ok(load_duration >= 39e6);
    assert.ok(prompt_eval_duration >= (prompt_eval_count - 1) * 1e6);
    assert.equal(eval_count, lines.length);
    const speed = (eval_count - 1) / (eval_duration / 1e9);
    assert.ok(speed > 40 && speed <= 402, `${speed} tokens/s`); // a busy machine is slower
  });
});

Deno.test("startGuide() goes on with a reply begun earlier", async () => {
  await withGuide({ ...atOnce, answer: () => "One two three four" }, async (guide) => {
    const messages = [{ role: "user", content: "count" }, { role: "assistant", content: "One two" }];
    const body = JSON.stringify({ model: "guide", stream: false, messages });
    const answer = await (await fetch(`${guide.url}/api/chat`, { method: "POST", body })).json();
    assert.equal(answer.message.content, " three four");
  });
});

Deno.test("startGuide() gives a title to who asks /api/generate for one", async () => {
  await withGuide(atOnce, async ({ url }) => {
    const prompt = "Write a short title for this chat.\n\nUser: how do I unload a model?";
    const body = JSON.stringify({ model: "guide", prompt, stream: false });
    const { response } = await (await fetch(`${url}/api/generate`, { method: "POST", body })).json();
    assert.equal(response, "Unload a model");
  });
});

Deno.test("startGuide() pulls a sample that then answers", async () => {
  await withGuide(atOnce, async (guide) => {
    const body = JSON.stringify({ model: "sample-shout", stream: false });
    assert.equal(
      (await (await fetch(`${guide.url}/api/pull`, { method: "POST", body })).json()).status,
      "success",
    );
    const lines = await chat(guide, "sample-shout", "hey you");
    assert.equal(lines.map(({ message }) => message.content).join(""), "HEY YOU!");
  });
});

Deno.test("Guide.nextRequest() gives each request once, before or after it comes", async () => {
  await withGuide(tiny, async (guide) => {
    const early = guide.nextRequest("/api/chat");
    await chat(guide, "tiny-chat", "one");
    await chat(guide, "tiny-chat", "two");
    const texts = [(await early).text, (await guide.nextRequest("/api/chat")).text];
    assert.deepEqual(texts.map((text) => JSON.parse(text).messages[0].content), ["one", "two"]);
    assert.deepEqual(guide.requests.map(({ ending }) => ending), ["finished", "finished"]);
  });
});

Deno.test("Guide.open and LoggedRequest.ended tell when a client leaves", async () => {
  await withGuide({ ...tiny, speed: 100 }, async (guide) => {
    const leaving = new AbortController();
    const response = await ask(guide, "tiny-endless", "go", leaving.signal);
    const request = await guide.nextRequest("/api/chat");
    assert.deepEqual([guide.open, request.ending], [1, undefined]);
    leaving.abort();
    assert.equal(await request.ended, "gone");
    await guide.idle();
    assert.equal(guide.open, 0);
    assert.ok(request.endedAt! >= request.receivedAt);
    await assert.rejects(response.text());
  });
});

Deno.test("startGuide() answers 500 when a model's reply throws, reports it and lives on", async () => {
  const errors: unknown[] = [];
  const broken = new Error("no words");
  let isBroken = true;
  const answer = () => {
    if (isBroken) throw broken;
    return "fine";
  };
  await withGuide({ ...atOnce, answer, report: (error) => errors.push(error) }, async (guide) => {
    const response = await ask(guide, "guide", "x");
    assert.deepEqual([response.status, await response.text()], [500, ""]);
    isBroken = false;
    assert.equal((await chat(guide, "guide", "x")).at(-1)!.done, true);
  });
  assert.deepEqual(errors, [broken]);
});

Deno.test("Guide.close() drops open streams, and another can take the port at once", async () => {
  const first = await startGuide({ ...tiny, speed: 100 });
  const response = await ask(first, "tiny-endless", "go");
  const waiting = assert.rejects(ask(first, "tiny-endless", "second"));
  await first.nextRequest(({ text }) => text.includes("second"));
  await first.close();
  await first.close();
  await assert.rejects(response.text());
  await waiting;
  await withGuide({ ...tiny, port: first.port }, async (second) => {
    assert.equal(second.url, first.url);
    assert.equal((await chat(second, "tiny-chat", "hi")).at(-1)!.done, true);
  });
});

Deno.test("startGuide() refuses a port that is taken", async () => {
  await withGuide(tiny, async ({ port }) => {
    await assert.rejects(startGuide({ port }), /EADDRINUSE/);
  });
});

Deno.test("linesPerWrite puts several lines into one chunk without losing any", async () => {
  await withGuide({ ...tiny, linesPerWrite: 4 }, async (guide) => {
    const lines = await chat(guide, "tiny-chat", "hi");
    assert.equal(lines.length, 11);
    using connection = await Deno.connect({ hostname: "127.0.0.1", port: guide.port });
    const body = JSON.stringify({ model: "tiny-chat", messages: [{ role: "user", content: "hi" }] });
    const head = `POST /api/chat HTTP/1.1\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n`;
    await connection.write(new TextEncoder().encode(head + body));
    const text = await new Response(connection.readable).text();
    assert.equal(text.match(/^[0-9a-f]+\r$/gm)!.length, 4);
  });
});

Deno.test("200 streams of one Guide keep their speed", async () => {
  function* words() {
    for (let count = 0; count < 50; count++) yield ` ${count}`;
  }
  await withGuide({ ...atOnce, speed: 50, parallel: 200, answer: words }, async (guide) => {
    const begun = performance.now();
    const all = await Promise.all(Array.from({ length: 200 }, () => chat(guide, "guide", "x")));
    const took = performance.now() - begun;
    assert.ok(all.every((lines) => lines.length === 51));
    assert.ok(took >= 990 && took < 20_000, `${took} ms for one second of words`); // not 200 of them
  });
});

interface ChatLine {
  message: { content: string };
  done: boolean;
  load_duration: number;
  prompt_eval_count: number;
  prompt_eval_duration: number;
  eval_count: number;
  eval_duration: number;
}

async function withGuide(options: GuideOptions, test: (guide: Guide) => Promise<void>): Promise<void> {
  const guide = await startGuide(options);
  try {
    await test(guide);
  } finally {
    await guide.close();
  }
}

function ask(guide: Guide, model: string, content: string, signal?: AbortSignal): Promise<Response> {
  const body = JSON.stringify({ model, messages: [{ role: "user", content }] });
  return fetch(`${guide.url}/api/chat`, { method: "POST", body, signal: signal ?? null });
}

async function chat(guide: Guide, model: string, content: string): Promise<ChatLine[]> {
  const text = await (await ask(guide, model, content)).text();
  return text.trim().split("\n").map((line) => JSON.parse(line));
}
