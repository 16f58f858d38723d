import assert from "node:assert/strict";
import { App, type Context, HttpError, type Middleware } from "fresh";
import { withQuietConsole } from "./build_fixture.ts";

type State = { trace: string[] };

const note = (name: string): Middleware<State> => (ctx) => {
  (ctx.state.trace ??= []).push(name);
  return ctx.next();
};
const trace = (ctx: Context<State>) => ctx.text((ctx.state.trace ?? []).join());
const text = async (app: App<State>, path: string, init?: RequestInit) => {
  const res = await app.handler()(new Request("http://localhost" + path, init));
  return `${res.status} ${await res.text()}`;
};

Deno.test("App prefers literal paths, and among patterns the first that matches decides", async () => {
  const app = new App<State>()
    .get("/p/:id", (ctx) => ctx.text(`id ${ctx.params.id}`))
    .get("/p/new", (ctx) => ctx.text(`new ${ctx.route}`))
    .post("/:any/:rest", (ctx) => ctx.text("posted"));
  assert.equal(await text(app, "/p/new"), "200 new /p/new");
  assert.equal(await text(app, "/p/new/"), "200 new /p/new");
  assert.equal(await text(app, "//p///a%20b"), "200 id a b");
  assert.equal(await text(app, "/p/%zz"), "200 id %zz");
  assert.equal(await text(app, "/p/1", { method: "POST" }), "405 Method Not Allowed");
  assert.equal(await text(app, "/q/1", { method: "POST" }), "200 posted");
  assert.equal(await text(app, "/p/1/2"), "404 Not Found");
});

Deno.test("App answers OPTIONS with the registered methods, and HEAD by GET without its body", async () => {
  const handler = new App().get("/x", () => new Response("body")).put("/x", () => new Response()).handler();
  const options = await handler(new Request("http://localhost/x", { method: "OPTIONS" }));
  assert.deepEqual([options.status, options.headers.get("allow")], [204, "GET, PUT"]);
  const head = await handler(new Request("http://localhost/x", { method: "HEAD" }));
  assert.deepEqual([head.status, head.body], [200, null]);
});

Deno.test("App.use() counts at and below its path, for what is registered after it", async () => {
  const app = new App<State>()
    .get("/early", trace)
    .use(note("all"))
    .use("/admin", note("admin"))
    .get("/admin/x", trace)
    .get("/administrator", trace)
    .get("/:any/y", trace);
  assert.equal(await text(app, "/early"), "200 ");
  assert.equal(await text(app, "/admin/x"), "200 all,admin");
  assert.equal(await text(app, "/administrator"), "200 all");
  assert.equal(await text(app, "/admin/y"), "200 all");
});

Deno.test("App.use() loads a lazy middleware once for all routes", async () => {
  let loads = 0;
  const app = new App<State>()
    .use(() => Promise.resolve(note(`load ${++loads}`)))
    .get("/a", trace)
    .get("/b", trace);
  const handler = app.handler();
  for (const path of ["/a", "/b", "/a"]) {
    assert.equal(await (await handler(new Request("http://localhost" + path))).text(), "load 1");
  }
});

Deno.test("App.onError() takes errors nearest first, notFound() takes every 404, both print only what is 5xx", async () => {
  const fail = (error: unknown) => () => {
    throw error;
  };
  const app = new App<State>()
    .onError("*", (ctx) => ctx.text(`root ${ctx.error}`, { status: 500 }))
    .onError("/a", (ctx) => {
      if (ctx.url.searchParams.has("again")) throw new Error("again");
      return ctx.text(`a ${ctx.error}`);
    })
    .get("/a/x", fail(new Error("x")))
    .get("/a/gone", fail(new HttpError(404)))
    .get("/teapot", fail(new HttpError(418)))
    .notFound((ctx) => ctx.text(`nothing at ${ctx.url.pathname}`, { status: 404 }));
  const { result, printed } = await withQuietConsole(async () => [
    await text(app, "/a/x"),
    await text(app, "/a/x?again"),
    await text(app, "/a/gone"),
    await text(app, "/nope"),
    await text(app, "/teapot"),
  ]);
  assert.deepEqual(result, [
    "200 a Error: x",
    "500 root Error: again",
    "404 nothing at /a/gone",
    "404 nothing at /nope",
    "500 root HttpError",
  ]);
  assert.deepEqual(printed.map(String), ["Error: x", "Error: x", "Error: again"]);
});

Deno.test("a middleware that catches an error renders in the layouts of its own place", async () => {
  const app = new App<State>()
    .layout("*", ({ Component }) => Component({}))
    .use(async (ctx) => {
      try {
        return await ctx.next();
      } catch {
        return await ctx.render(null);
      }
    })
    .layout("/in", () => "inner layout")
    .get("/in/x", () => {
      throw new Error("deep");
    });
  assert.doesNotMatch(await text(app, "/in/x"), /inner layout/);
});

Deno.test("ctx.redirect() never leads to another host by a path", async () => {
  const handler = new App().get("/", (ctx) => ctx.redirect(ctx.url.searchParams.get("to")!)).handler();
  for (
    const [to, location] of [["//evil.example//x?y=//z", "/evil.example/x?y=//z"], [
      "https://e.example//x",
      "https://e.example//x",
    ]]
  ) {
    const res = await handler(new Request(`http://localhost/?to=${encodeURIComponent(to!)}`));
    assert.deepEqual([res.status, res.headers.get("location")], [302, location]);
  }
});

Deno.test("ctx.stream() ends its source when the reader goes away", async () => {
  const ended = Promise.withResolvers<void>();
  const handler = new App().get("/", (ctx) =>
    ctx.stream(async function* () {
      try {
        while (true) yield "tick";
      } finally {
        ended.resolve();
      }
    })).handler();
  const reader = (await handler(new Request("http://localhost/"))).body!.getReader();
  assert.equal(new TextDecoder().decode((await reader.read()).value), "tick");
  await reader.cancel();
  await ended.promise;
});
