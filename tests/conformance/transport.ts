/** Section A: basics and transport, checks 1–11. */
import assert from "node:assert/strict";
import { type Check, json } from "./check.ts";

export const transport: readonly Check[] = [
  {
    number: 1,
    says: "GET / says that Ollama is running, HEAD the same without a body",
    async run(server) {
      const { status, type, text } = await server.ask("GET", "/");
      assert.deepEqual([status, type, text], [200, "text/plain; charset=utf-8", "Ollama is running"]);
      const head = await server.ask("HEAD", "/");
      assert.deepEqual([head.status, head.type, head.text], [200, "text/plain; charset=utf-8", ""]);
      assert.equal(head.headers.get("content-length"), "17");
    },
  },
  {
    number: 2,
    says: "GET /api/version has one key, HEAD works",
    async run(server) {
      const answer = await server.ask("GET", "/api/version");
      assert.deepEqual([answer.status, answer.type], [200, json]);
      const body = answer.json as Record<string, unknown>;
      assert.deepEqual(Object.keys(body), ["version"]);
      assert.equal(typeof body.version, "string");
      assert.equal((await server.ask("HEAD", "/api/version")).status, 200);
    },
  },
  {
    number: 3,
    says: "an unknown path is 404 in plain text",
    async run(server) {
      const { status, type, text } = await server.ask("GET", "/api/nope");
      assert.deepEqual([status, type, text], [404, "text/plain", "404 page not found"]);
    },
  },
  {
    number: 4,
    says: "a wrong method is 405 with Allow",
    async run(server) {
      const { status, type, text, headers } = await server.ask("GET", "/api/chat");
      assert.deepEqual([status, type, text], [405, "text/plain", "405 method not allowed"]);
      assert.equal(headers.get("allow"), "POST");
    },
  },
  {
    number: 5,
    says: "a slash at the end redirects",
    async run(server) {
      const { status, headers } = await server.ask("GET", "/api/tags/");
      assert.deepEqual([status, headers.get("location")], [301, "/api/tags"]);
    },
  },
  {
    number: 6,
    says: "the request's content type does not matter",
    models: ["tiny-chat"],
    async run(server) {
      for (const type of ["text/plain", "application/x-www-form-urlencoded"]) {
        const body = { model: "tiny-chat" };
        assert.equal((await server.ask("POST", "/api/show", body, { "Content-Type": type })).status, 200);
      }
    },
  },
  {
    number: 7,
    says: "an empty body is 400 everywhere",
    async run(server) {
      const posts = ["chat", "generate", "show", "embed", "embeddings", "pull", "copy", "create"];
      const asked = [...posts.map((path) => ["POST", path]), ["DELETE", "delete"]];
      for (const [method, path] of asked) {
        const answer = await server.ask(method!, `/api/${path}`, "");
        assert.deepEqual([answer.status, answer.type], [400, json], path);
        assert.deepEqual(answer.json, { error: "missing request body" }, path);
      }
    },
  },
  {
    number: 8,
    says: "broken JSON is refused in Go's words",
    async run(server) {
      const broken = await server.post("/api/chat", '{"model":');
      assert.deepEqual([broken.status, broken.json], [400, { error: "unexpected EOF" }]);
      const text = await server.post("/api/chat", "hello");
      assert.equal(text.status, 400);
      assert.deepEqual(text.json, { error: "invalid character 'h' looking for beginning of value" });
    },
  },
  {
    number: 9,
    says: "a wrong type is refused in Go's words",
    async run(server) {
      const answer = await server.post("/api/chat", { model: 5 });
      assert.equal(answer.status, 400);
      const error = "json: cannot unmarshal number into Go struct field ChatRequest.model of type string";
      assert.deepEqual(answer.json, { error });
    },
  },
  {
    number: 10,
    says: "unknown fields are ignored",
    models: ["tiny-chat"],
    async run(server) {
      const answer = await server.post("/api/chat", { model: "tiny-chat", foo: 1 });
      assert.equal(answer.status, 200);
      assert.equal((answer.json as { done_reason: string }).done_reason, "load");
    },
  },
  {
    number: 11,
    says: "< and > are escaped",
    async run(server) {
      const { text, json } = await server.post("/api/chat", { model: "tiny-chat", think: "<b>" });
      assert.match(text, /\\u003cb\\u003e/);
      assert.doesNotMatch(text, /[<>]/);
      assert.match((json as { error: string }).error, /<b>/);
    },
  },
];
