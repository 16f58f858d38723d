import assert from "node:assert/strict";
import type { Deps } from "@/lib/deps.ts";
import { ask } from "@/tests/helpers/chat.ts";
import { type TestApp, testApp } from "@/tests/helpers/app.ts";
import { testDeps, type TestDepsOptions } from "@/tests/helpers/deps.ts";

async function withApp(
  options: TestDepsOptions,
  work: (app: TestApp, deps: Deps) => Promise<void>,
): Promise<void> {
  await using test = await testDeps(options);
  await work(await testApp(test.deps), test.deps);
}

const guide = { answer: () => "ok" };
const unknownId = "01234567-89ab-7cde-8f01-23456789abcd";

async function json(response: Response, status = 200) {
  const text = await response.text();
  assert.equal(response.status, status, text);
  return text === "" ? null : JSON.parse(text);
}

async function code(response: Response, status: number): Promise<string> {
  const { error } = await json(response, status);
  assert.equal(error.request_id, response.headers.get("x-request-id"));
  return error.code;
}

Deno.test("sessions are made, read, changed and deleted", () =>
  withApp({ guide }, async (app) => {
    const made = await app.send("POST", "/api/sessions", { title: "A", options: { temperature: 1 } });
    const session = await json(made, 201);
    assert.equal(made.headers.get("location"), `/api/sessions/${session.id}`);
    assert.deepEqual([session.title_source, session.options.temperature, session.options.seed], [
      "user",
      1,
      null,
    ]);
    const path = `/api/sessions/${session.id}`;
    assert.equal("draft" in session, false);
    const changed = await json(
      await app.send("PATCH", path, { pinned: true, options: { temperature: null, seed: 2 ** 40 } }),
    );
    assert.deepEqual([changed.pinned, changed.options.temperature, changed.options.seed], [
      true,
      null,
      2 ** 40,
    ]);
    await json(await app.send("PUT", `${path}/draft`, { content: "half" }), 204);
    assert.equal((await json(await app.fetch(path))).draft, "half");
    await json(await app.fetch(path, { method: "DELETE" }), 204);
    assert.equal(await code(await app.fetch(path), 404), "not_found");
  }));

Deno.test("an empty POST makes a session with the default title", () =>
  withApp({ guide }, async (app) => {
    const session = await json(await app.fetch("/api/sessions", { method: "POST" }), 201);
    assert.deepEqual([session.title, session.title_source], ["New chat", "default"]);
  }));

Deno.test("the list shows pinned ones first, pages by cursor, filters and looks into titles", () =>
  withApp({ guide }, async (app) => {
    const ids: string[] = [];
    for (let index = 0; index < 7; index++) {
      ids.push((await json(await app.send("POST", "/api/sessions", { title: `50% chat_${index}` }), 201)).id);
    }
    await app.send("PATCH", `/api/sessions/${ids[2]}`, { pinned: true });
    await app.send("PATCH", `/api/sessions/${ids[5]}`, { archived: true });
    const seen: string[] = [];
    let cursor = "";
    do {
      const page = await json(await app.fetch(`/api/sessions?limit=2&cursor=${encodeURIComponent(cursor)}`));
      seen.push(...page.items.map(({ id }: { id: string }) => id));
      cursor = page.next_cursor;
    } while (cursor);
    assert.equal(seen[0], ids[2]);
    assert.deepEqual(new Set(seen), new Set(ids.filter((id) => id !== ids[5])));
    assert.equal(seen.length, 6);
    const find = async (query: string) =>
      (await json(await app.fetch(`/api/sessions?${query}`))).items.length;
    assert.equal(await find("filter=archived"), 1);
    assert.equal(await find("filter=pinned"), 1);
    assert.equal(await find("filter=generating"), 0);
    assert.equal(await find("q=CHAT_3"), 1);
    assert.equal(await find("q=%25"), 6);
    assert.equal(await find("q=chatX3"), 0);
    assert.equal(await find("q=%00"), 0);
    await app.send("PATCH", `/api/sessions/${ids[1]}`, { title: "Übungen über ΣΟΦΙΑ" });
    assert.equal(await find(`q=${encodeURIComponent("übungen ÜBER σοφια")}`), 1);
  }));

Deno.test("bad input to sessions gets 400 with its path, unknown ids 404", () =>
  withApp({ guide }, async (app) => {
    const bad: [string, unknown][] = [
      ["title", { title: "" }],
      ["title", { title: "x".repeat(501) }],
      ["title", { title: "a\0b" }],
      ["titel", { titel: "typo" }],
      ["options.temperature", { options: { temperature: 3 } }],
      ["options.stop", { options: { stop: Array(17).fill("x") } }],
      ["options.seed", { options: { seed: 1.5 } }],
      ["options.foo", { options: { foo: 1 } }],
    ];
    for (const [path, body] of bad) {
      const { error } = await json(await app.send("POST", "/api/sessions", body), 400);
      assert.deepEqual([error.code, error.details[0].path], ["invalid_input", path]);
    }
    for (
      const query of [
        "limit=0",
        "limit=201",
        "limit=x",
        "limit=1e1",
        "limit=0x10",
        "limit=%201",
        "limit=",
        "filter=new",
        "foo=1",
        "cursor=nonsense",
      ]
    ) {
      assert.equal(await code(await app.fetch(`/api/sessions?${query}`), 400), "invalid_input", query);
    }
    for (const id of ["nonsense", unknownId]) {
      for (const path of ["", "/messages", "/metrics"]) {
        assert.equal(await code(await app.fetch(`/api/sessions/${id}${path}`), 404), "not_found");
      }
      assert.equal(await code(await app.send("PATCH", `/api/sessions/${id}`, {}), 404), "not_found");
      assert.equal(
        await code(await app.fetch(`/api/sessions/${id}`, { method: "DELETE" }), 404),
        "not_found",
      );
    }
    const wrong = await app.fetch(`/api/sessions/${unknownId}`, { method: "POST" });
    assert.equal(wrong.headers.get("allow"), "GET, PATCH, DELETE, HEAD, OPTIONS");
    assert.equal(await code(wrong, 405), "method_not_allowed");
  }));

Deno.test("messages are paged from the end, oldest first", () =>
  withApp({ guide }, async (app, deps) => {
    const { session_id } = (await ask(deps, "0")).message;
    for (let index = 1; index < 4; index++) await ask(deps, String(index), { session_id });
    const path = `/api/sessions/${session_id}/messages`;
    const pages: string[][] = [];
    let before: string | null = null;
    do {
      const page: { items: { content: string }[]; previous_cursor: string | null } = await json(
        await app.fetch(`${path}?limit=3${before ? `&before=${before}` : ""}`),
      );
      pages.unshift(page.items.map(({ content }) => content));
      before = page.previous_cursor;
    } while (before);
    assert.deepEqual(pages, [["0", "ok"], ["1", "ok", "2"], ["ok", "3", "ok"]]);
    assert.equal(await code(await app.fetch(`${path}?before=${unknownId}`), 404), "not_found");
    assert.equal(await code(await app.fetch(`${path}?before=x`), 400), "invalid_input");
  }));

Deno.test("messages are edited, pinned, selected and deleted by their address", () =>
  withApp({ guide }, async (app, deps) => {
    const { message } = await ask(deps, "first");
    const question = `/api/messages/${message.parent_id}`;
    const edited = await json(await app.send("PATCH", question, { content: "second" }), 201);
    assert.deepEqual(edited.variant, { index: 1, count: 2 });
    assert.equal((await json(await app.send("PATCH", question, { pinned: true }))).pinned, true);
    assert.equal(await code(await app.send("PATCH", question, {}), 400), "invalid_input");
    assert.equal((await json(await app.send("POST", `${question}/select`))).id, message.parent_id);
    await json(await app.fetch(question, { method: "DELETE" }), 204);
    assert.equal(await code(await app.send("PATCH", question, { pinned: true }), 404), "not_found");
  }));

Deno.test("the sessions' event stream tells what changes", () =>
  withApp({ guide }, async (app) => {
    const { readSse } = await import("@/tests/helpers/sse.ts");
    const events = readSse(await app.fetch("/api/sessions/events"));
    const next = events.next();
    const { id } = await json(await app.send("POST", "/api/sessions", { title: "watched" }), 201);
    const first = (await next).value!;
    assert.deepEqual([first.event, first.data.title], ["session", "watched"]);
    const gone = events.next();
    await app.fetch(`/api/sessions/${id}`, { method: "DELETE" });
    assert.deepEqual((await gone).value!.data, { id });
    await events.return(undefined);
  }));
