/**
 * The inside of ssrf_test.ts: a network where the forbidden addresses are listeners of ours.
 *
 * Tries every way to one of them that we know, on a real server; prints what was reached, how many tries there
 * were, and how many of the listeners a plain request reaches (else none of this could fail).
 */
import assert from "node:assert/strict";
import http from "node:http";
import { atOnce, startGuide } from "@/lib/guide/guide.ts";
import * as faults from "@/lib/guide/faults.ts";
import { checkedLookup, sendRequest } from "@/lib/ollama/request.ts";
import { runMain, startServer } from "@/tests/helpers/server.ts";

const [hostsFile = "", ...places] = Deno.args;
const reached: string[] = [];
let tries = 0;

const listeners = ["::"].map((hostname) =>
  Deno.serve({ hostname, port: 80, onListen() {} }, (request) => {
    reached.push(request.url);
    return Response.json({ version: "0.0.0" });
  })
);

/** Other ways to write such an address, or to hide one. */
const disguised = [
  "2852039166",
  "0xa9fea9fe",
  "0xA9.0xFE.0xA9.0xFE",
  "0251.0376.0251.0376",
  "0251.254.0xa9.254",
  "169.254.43518",
  "169.16689662",
  "169.254.169.254.",
  "①⑥⑨.②⑤④.①⑥⑨.②⑤④",
  "１６９.２５４.１６９.２５４",
  "169。254。169。254",
  "%31%36%39.254.169.254",
  "[::ffff:169.254.169.254]",
  "[0:0:0:0:0:ffff:a9fe:a9fe]",
  "[::ffff:0:169.254.169.254]",
  "[::169.254.169.254]",
  "[64:ff9b::169.254.169.254]",
  "[64:ff9b:1:a9fe:a9:fe00::]",
  "[2001:0:a9fe:a9fe::]",
  "[2001::5601:5601]",
  "[2001:db8::5efe:169.254.169.254]",
  "[2002:a9fe:a9fe::]",
  "[fe80::1]",
  "[fe80::a9fe:a9fe%25lo]",
  "[fe80::1%lo]",
  "user@169.254.169.254",
  "127.0.0.1@169.254.169.254",
  "127.0.0.1:80@169.254.169.254:80",
  "127.0.0.1%40169.254.169.254",
  "127.0.0.1#@169.254.169.254",
  "169.254.169.254#.example.com",
  "169.254.169.254?.example.com",
  "169.254.169.254\\.example.com",
  "metadata.google.internal",
  "METADATA.GOOGLE.INTERNAL..",
  "ⓜetadata.google.internal",
  "metadata。google。internal",
];

const controls = await reachPlainly();
reached.length = 0;
await refuseByForm();
await refuseByName();
await refuseRedirects();
await refuseRebinding();
await useNoProxy();
await refuseByPermission();
await Promise.all(listeners.map((listener) => listener.shutdown()));
console.log(JSON.stringify({ reached, tries, controls }));

/** How many of the places a client without any check gets to. */
async function reachPlainly(): Promise<number> {
  for (const place of places) {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    http.get({ host: place, port: 80, path: `/${place}` }, (response) => {
      response.resume().on("end", resolve);
    }).on("error", reject);
    await promise;
  }
  return reached.length;
}

/** Written down as it is, in every manner: 400 before anything is done, at the start of the program exit code 2. */
async function refuseByForm(): Promise<void> {
  await using server = await startServer();
  for (const host of [...places.map(bracketed), ...disguised]) {
    const body = { ollama_base_url: `http://${host}` };
    for (const [method, path] of [["POST", "/api/config/test"], ["PATCH", "/api/config"]] as const) {
      tries++;
      const response = await fetch(server.url + path, { method, body: JSON.stringify(body) });
      const { error } = await response.json();
      assert.deepEqual([response.status, error?.code], [400, "invalid_input"], `${path} ${host}`);
    }
  }
  for (const host of ["169.254.169.254", "0xa9fea9fe", "[::ffff:a9fe:a9fe]"]) {
    tries++;
    assert.equal((await runMain([], { OLLAMA_BASE_URL: `http://${host}` })).code, 2, host);
  }
  for (const host of places.map(bracketed)) {
    tries++; // as if it had been stored by an older version
    const address = { url: new URL(`http://${host}`), apiKey: "k" };
    await assert.rejects(
      sendRequest(address, { path: "/api/version", headersWithinMs: 1000 }),
      /never contacted/,
    );
  }
}

/** A name that leads there is no other server's business either: it may be stored, and never is contacted. */
async function refuseByName(): Promise<void> {
  await using server = await startServer();
  const guide = await startGuide(atOnce);
  for (const [index, place] of places.entries()) {
    for (const found of [[place], [place, "169.254.0.1"]]) {
      tries++;
      setHosts({ "here.test": found });
      const tested = await post(server.url, "/api/config/test", { ollama_base_url: "http://here.test" });
      assert.equal(tested.ok, false, place);
      assert.match(tested.error.message, /never contacted/, place);
    }
    // One of its addresses is allowed: that one is used, whichever comes first.
    tries++;
    const both = index % 2 === 0 ? [place, "127.0.0.1"] : ["127.0.0.1", place];
    setHosts({ "both.internal": both });
    const tested = await post(server.url, "/api/config/test", {
      ollama_base_url: `http://both.internal:${guide.port}`,
    });
    assert.equal(tested.ok, true, JSON.stringify(tested));
  }
  await guide.close();
}

/** What Ollama answers with a redirect is an error, wherever that leads. */
async function refuseRedirects(): Promise<void> {
  const guide = await startGuide(atOnce);
  await using server = await startServer();
  const config = { ollama_base_url: guide.url, default_model: "guide:latest", title_generation: "off" };
  await send(server.url, "PATCH", "/api/config", config);
  for (const code of [301, 302, 307, 308] as const) {
    for (const place of places.map(bracketed)) {
      tries++;
      const script = guide.script(faults.redirect(`http://${place}/x`, code), { times: 100 });
      const tested = await post(server.url, "/api/config/test", { ollama_base_url: guide.url });
      assert.equal(tested.ok, false);
      assert.notEqual((await fetch(`${server.url}/api/version`).then(readAll)).status, 200);
      const chat = await fetch(`${server.url}/api/chat`, { method: "POST", body: '{"content":"Hi"}' }).then(
        readAll,
      );
      assert.match(chat.text, /redirect/);
      script.remove();
    }
  }
  await server.stop();
  await guide.close();
}

/** Between two requests, and between the check and the connection of one. */
async function refuseRebinding(): Promise<void> {
  const guide = await startGuide(atOnce);
  {
    await using server = await startServer();
    setHosts({ "turns.internal": ["127.0.0.1"] });
    await send(server.url, "PATCH", "/api/config", {
      ollama_base_url: `http://turns.internal:${guide.port}`,
    });
    assert.equal((await fetch(`${server.url}/api/version`).then(readAll)).status, 200);
    for (const place of places) {
      tries++;
      setHosts({ "turns.internal": [place] });
      assert.equal((await fetch(`${server.url}/api/version`).then(readAll)).status, 503, place);
    }
  }
  const answers = ["127.0.0.1", "169.254.169.254", "169.254.169.254"];
  let asked = 0;
  const turning = ((_name: string, _options: object, answer: (error: null, found: object[]) => void) => {
    answer(null, [{ address: answers[asked++]!, family: 4 }]);
  }) as unknown as Parameters<typeof checkedLookup>[0];
  for (const isAllowed of [true, false, false]) {
    tries++;
    const outcome = Promise.withResolvers<string>();
    http.get({
      host: "turns.internal",
      port: guide.port,
      path: "/api/version",
      agent: false,
      lookup: checkedLookup(turning),
    }, (response) => {
      response.resume().on("end", () => outcome.resolve("reached"));
    }).on("error", (error: { code?: string }) => outcome.resolve(String(error.code)));
    assert.equal(await outcome.promise, isAllowed ? "reached" : "EREFUSEDADDRESS");
  }
  assert.equal(asked, 3, "a name is looked up once for each connection");
  await guide.close();
}

/** A proxy in the environment sees nothing of what goes to Ollama. */
async function useNoProxy(): Promise<void> {
  const guide = await startGuide(atOnce);
  let proxied = 0;
  const proxy = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, () => {
    proxied++;
    return new Response(null, { status: 502 });
  });
  const address = `http://127.0.0.1:${proxy.addr.port}`;
  const names = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"];
  {
    await using server = await startServer({ env: Object.fromEntries(names.map((name) => [name, address])) });
    setHosts({ "ollama.internal": ["127.0.0.1"] });
    for (const host of ["127.0.0.1", "ollama.internal"]) {
      tries++;
      const base = `http://${host}:${guide.port}`;
      await send(server.url, "PATCH", "/api/config", {
        ollama_base_url: base,
        default_model: "guide:latest",
      });
      const chat = await readAll(
        await fetch(`${server.url}/api/chat`, { method: "POST", body: '{"content":"Hi"}' }),
      );
      assert.match(chat.text, /event: done/);
    }
  }
  assert.equal(proxied, 0);
  await proxy.shutdown();
  await guide.close();
}

/** Were there no check of ours, the permissions of the task would still refuse what they can say. */
async function refuseByPermission(): Promise<void> {
  const { tasks } = JSON.parse(Deno.readTextFileSync("deno.json"));
  const [, flags] = /deno run (--[^&]*) main\.ts$/.exec(tasks.start)!;
  const program = `import http from "node:http";
    const [host] = Deno.args;
    http.get({ host, port: 80, path: "/permitted" }, () => console.log("reached"))
      .on("error", (error) => console.log(error.message));`;
  for (const place of places.filter((place) => !place.includes(":"))) {
    tries++;
    const file = await Deno.makeTempFile({ suffix: ".js" });
    await Deno.writeTextFile(file, program);
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-config", ...flags!.split(" "), file, place],
      stderr: "null",
    }).output();
    await Deno.remove(file);
    assert.match(new TextDecoder().decode(stdout), /Requires net access/, place);
  }
}

function setHosts(names: Record<string, string[]>): void {
  const lines = Object.entries({ localhost: ["127.0.0.1"], ...names })
    .flatMap(([name, found]) => found.map((address) => `${address} ${name}\n`));
  Deno.writeTextFileSync(hostsFile, lines.join(""));
}

function bracketed(place: string): string {
  return place.includes(":") ? `[${place}]` : place;
}

async function send(url: string, method: string, path: string, body: unknown) {
  return await (await fetch(url + path, { method, body: JSON.stringify(body) })).json();
}

function post(url: string, path: string, body: unknown) {
  return send(url, "POST", path, body);
}

async function readAll(response: Response): Promise<{ status: number; text: string }> {
  return { status: response.status, text: await response.text() };
}
