import assert from "node:assert/strict";
import { App, csp, page } from "fresh";
import { asset, Head } from "fresh/runtime";
import { type ComponentChildren, createContext, type VNode } from "preact";
import { useContext } from "preact/hooks";
import { parseHTML } from "linkedom";

function shell() {
  return new App().appWrapper(({ Component }) => (
    <html>
      <head>
        <title>Wrapper</title>
        <link rel="stylesheet" href="/wrapper.css" />
        <meta name="robots" content="all" />
      </head>
      <body>
        <Component />
      </body>
    </html>
  ));
}

async function open(app: App<unknown>, path = "/") {
  const res = await app.handler()(new Request("http://localhost" + path));
  const html = await res.text();
  return { res, html, document: parseHTML(html).document };
}

const render = (vnode: VNode, path?: string) => open(shell().get("*", (ctx) => ctx.render(vnode)), path);

Deno.test("Head replaces what is alike in the wrapper's head, in its place, and adds the rest at the end", async () => {
  const { html } = await render(
    <p>
      <Head>
        <title>First</title>
        <link rel="stylesheet" href="/page.css" />
      </Head>
      <Head>
        <title>{"</title><script>"}</title>
        <link key="more" rel="stylesheet" href="/more.css" />
      </Head>
    </p>,
  );
  const [head = ""] = /<head>.*<\/head>/s.exec(html.replaceAll(/<!--.*?-->/g, "")) ?? [];
  assert.equal(
    head,
    '<head><title>&lt;/title>&lt;script></title><link rel="stylesheet" href="/page.css"/>' +
      '<meta name="robots" content="all"/><link rel="stylesheet" href="/more.css" data-key="more"/></head>',
  );
});

Deno.test("ctx.render() puts around what no component has rendered", async () => {
  const frame = async (vnode: VNode | null) => {
    const { html } = await open(new App().get("/", (ctx) => ctx.render(vnode)));
    return html.replaceAll(/<!--.*?-->/g, "");
  };
  const head = '<head><meta charset="utf-8"/></head>';
  assert.equal(await frame(null), `<!DOCTYPE html><html>${head}<body></body></html>`);
  assert.equal(await frame(<p>x</p>), `<!DOCTYPE html><html>${head}<body><p>x</p></body></html>`);
  assert.equal(
    await frame(<body class="b">x</body>),
    `<!DOCTYPE html><html>${head}<body class="b">x</body></html>`,
  );
  assert.equal(
    await frame(
      <html lang="de">
        <p>x</p>
      </html>,
    ),
    `<!DOCTYPE html><html lang="de">${head}<body><p>x</p></body></html>`,
  );
});

Deno.test("links are marked as the page or as above it, in JSX that is shared between pages too", async () => {
  const links = (
    <nav>
      <a href="/docs/">docs</a>
      <a href="/docs/a">a</a>
      <a href="/doc">no</a>
      <a href="//other.example/docs/a">no</a>
    </nav>
  );
  const marks = async (path: string) => {
    const { document } = await render(links, path);
    return [...document.querySelectorAll("a")].map((a) => a.getAttribute("aria-current"));
  };
  assert.deepEqual(await marks("/docs/a"), ["true", "page", null, null]);
  assert.deepEqual(await marks("/docs"), ["page", null, null, null]);
});

Deno.test("csp({ useNonce }) names the nonce of the page's scripts and styles, new for each page", async () => {
  const script = <script>1</script>; // shared: it must not keep the first page's nonce
  const app = new App().use(csp({ useNonce: true })).get("/", (ctx) =>
    ctx.render(
      <div>
        {script}
        <style>{"p{}"}</style>
      </div>,
    ));
  const seen = new Set<string>();
  for (let i = 0; i < 2; i++) {
    const { res, document } = await open(app);
    const nonce = document.querySelector("script")!.getAttribute("nonce")!;
    assert.equal(document.querySelector("style")!.getAttribute("nonce"), nonce);
    assert.match(
      res.headers.get("content-security-policy")!,
      new RegExp(`script-src 'self' 'nonce-${nonce}';`),
    );
    seen.add(nonce);
  }
  assert.equal(seen.size, 2);
});

Deno.test("asset() adds the build's id to root paths only, and images get it by themselves", async () => {
  const id = /__frsh_c=([0-9a-f]{40})$/.exec(asset("/x"))![1];
  assert.equal(asset("/x?a=1#h"), `/x?a=1&__frsh_c=${id}#h`);
  for (const same of ["//e.example/x", "https://e.example/x", "x", "", asset("/x")]) {
    assert.equal(asset(same), same);
  }
  const { document } = await render(<img src="/x" srcset="/a 1x, https://e.example/b 2x" alt="" />);
  const image = document.querySelector("img")!;
  assert.equal(image.getAttribute("src"), asset("/x"));
  assert.equal(image.getAttribute("srcset"), `${asset("/a")} 1x, https://e.example/b 2x`);
});

Deno.test("page() hands data to the component; async components are awaited and may answer", async () => {
  const app = shell()
    .layout("*", async ({ Component }) =>
      await Promise.resolve(
        <main>
          <Component />
        </main>,
      ))
    .route("/:id", {
      handler: (ctx) => page(ctx.params.id, { status: 201, headers: { "x-a": "1" } }),
      component: async ({ data }) =>
        await Promise.resolve(data === "away" ? new Response("left") : <b>{data}</b>),
    });
  const { res, document } = await open(app, "/7");
  assert.deepEqual([res.status, res.headers.get("x-a")], [201, "1"]);
  assert.equal(document.querySelector("body > main > b")!.textContent, "7");
  assert.equal((await open(app, "/away")).html, "left");
});

Deno.test("ctx.render() escapes text, and an error in a component does not disturb the next page", async () => {
  let isBroken = true;
  const Sometimes = ({ children }: { children: ComponentChildren }) => {
    if (isBroken) throw new Error("broken");
    return <p title='"<'>{children}</p>;
  };
  const app = new App()
    .onError("*", () => new Response("failed", { status: 500 }))
    .get("/", (ctx) => ctx.render(<Sometimes>{"<script>"}</Sometimes>));
  const { withQuietConsole } = await import("./build_fixture.ts");
  assert.equal((await withQuietConsole(() => open(app))).result.html, "failed");
  isBroken = false;
  assert.match((await open(app)).html, /<p title="&quot;&lt;">&lt;script><\/p>/);
});

Deno.test("a context reaches the page from a layout, not from the wrapper, which is rendered apart from it", async () => {
  const Name = createContext("nobody");
  const Greeting = () => <p>{useContext(Name)}</p>;
  const wrapped = new App().appWrapper(({ Component }) => (
    <Name.Provider value="the wrapper">
      <Greeting />
      <Component />
    </Name.Provider>
  ));
  const bare = await open(wrapped.get("/", (ctx) => ctx.render(<Greeting />)));
  const texts = ({ document }: typeof bare) => [...document.querySelectorAll("p")].map((p) => p.textContent);
  assert.deepEqual(texts(bare), ["the wrapper", "nobody"]);
  const laidOut = new App().layout("*", ({ Component }) => (
    <Name.Provider value="the layout">
      <Component />
    </Name.Provider>
  ));
  assert.deepEqual(texts(await open(laidOut.get("/", (ctx) => ctx.render(<Greeting />)))), ["the layout"]);
});
