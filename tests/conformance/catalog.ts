/** Section G: tags, show, copy, delete, blobs and create, checks 63–71. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { type Check, json, lines as ndjson, plainJson } from "./check.ts";
import type { Server } from "./server.ts";

interface Tag {
  name: string;
  digest: string;
  modified_at: string;
  capabilities?: string[];
  details: { context_length?: number };
}

export const catalog: readonly Check[] = [
  {
    number: 63,
    says: "tags of a server without models is an empty list",
    guide: { models: [] },
    async run(server) {
      assert.equal((await server.ask("GET", "/api/tags")).text, '{"models":[]}');
    },
  },
  {
    number: 63,
    says: "tags lists the newest first, with tags and, since 0.30, capabilities",
    async run(server) {
      const models = await tags(server);
      const times = models.map(({ modified_at }) => Date.parse(modified_at));
      assert.deepEqual(times, times.toSorted((one, other) => other - one));
      for (const { name, details, capabilities } of models) {
        assert.match(name, /:/);
        const shown = [Array.isArray(capabilities), typeof details.context_length];
        assert.deepEqual(shown, server.isNew ? [true, "number"] : [false, "undefined"]);
      }
    },
  },
  {
    number: 63,
    says: "tags as 0.24 has it tells no capabilities",
    guide: { version: "0.24.0" },
    async run(server) {
      const [first] = await tags(server);
      assert.deepEqual([first!.capabilities, first!.details.context_length], [undefined, undefined]);
    },
  },
  {
    number: 64,
    says: "show tells details, model_info, capabilities, template and parameters",
    models: ["tiny-chat"],
    async run(server) {
      const { status, json } = await server.post("/api/show", { name: "tiny-chat" });
      assert.equal(status, 200);
      const { model_info, capabilities, template, parameters, details } = json as {
        model_info: Record<string, unknown>;
        capabilities: string[];
        template: string;
        parameters: string;
        details: object;
      };
      const family = model_info["general.architecture"];
      assert.equal(typeof model_info[`${family}.context_length`], "number");
      assert.equal(model_info["tokenizer.ggml.tokens"], null);
      assert.ok(capabilities.includes("completion"));
      assert.equal(typeof template, "string");
      assert.equal(typeof details, "object");
      for (const line of parameters.split("\n")) assert.match(line, /^\w[\w ]{29} \S/);
    },
  },
  {
    number: 65,
    says: "a copy has its own name and the same digest",
    models: ["tiny-chat"],
    async run(server) {
      const { status, text, type } = await server.post("/api/copy", {
        source: "tiny-chat",
        destination: "Copy-X",
      });
      assert.deepEqual([status, text, type], [200, "", null]);
      const models = await tags(server);
      const digest = (name: string) => models.find((model) => model.name === name)?.digest;
      assert.equal(digest("Copy-X:latest"), digest("tiny-chat:latest"));
      const noSource = await server.post("/api/copy", { destination: "x" });
      assert.deepEqual([noSource.status, noSource.json], [400, { error: 'source "" is invalid' }]);
      const noDestination = await server.post("/api/copy", { source: "tiny-chat" });
      assert.deepEqual([noDestination.status, noDestination.json], [400, {
        error: 'destination "" is invalid',
      }]);
      await server.ask("DELETE", "/api/delete", { model: "Copy-X" });
    },
  },
  {
    number: 66,
    says: "delete takes one name away, in any case, by model or name",
    models: ["tiny-chat"],
    async run(server) {
      for (const destination of ["del-x", "del-x:v2"]) {
        await server.post("/api/copy", { source: "tiny-chat", destination });
      }
      const first = await server.ask("DELETE", "/api/delete", { model: "DEL-x" });
      assert.deepEqual([first.status, first.text], [200, ""]);
      const again = await server.ask("DELETE", "/api/delete", { model: "del-x" });
      assert.deepEqual([again.status, again.json], [404, { error: "model 'del-x' not found" }]);
      assert.ok((await tags(server)).some(({ name }) => name === "del-x:v2"));
      assert.equal((await server.ask("DELETE", "/api/delete", { name: "del-x:v2" })).status, 200);
    },
  },
  {
    number: 67,
    says: "a stream goes on when its model is deleted",
    guide: { speed: 500 },
    async run(server) {
      const body = { model: "tiny-endless", prompt: "hi", options: { num_predict: 40 } };
      const stream = await server.stream("/api/generate", body);
      await stream.next();
      assert.equal((await server.ask("DELETE", "/api/delete", { model: "tiny-endless" })).status, 200);
      const rest = await stream.rest();
      assert.deepEqual([rest.length, rest.at(-1)!.done_reason], [40, "length"]);
    },
  },
  {
    number: 68,
    says: "blobs are stored under their digest",
    async run(server) {
      const none = `sha256:${"0".repeat(64)}`;
      assert.equal((await server.ask("HEAD", `/api/blobs/${none}`)).status, 404);
      const bytes = `blob ${crypto.randomUUID()}`;
      const digest = digestOf(bytes);
      const wrong = await server.post(`/api/blobs/${none}`, bytes);
      assert.equal(wrong.status, 400);
      assert.deepEqual(wrong.json, { error: `digest mismatch, expected "${none}", got "${digest}"` });
      const other = `other ${bytes}`;
      assert.equal((await server.post(`/api/blobs/${digestOf(other)}`, other)).status, 201);
      assert.equal((await server.post(`/api/blobs/${digestOf(other)}`, other)).status, 200);
      assert.equal((await server.ask("HEAD", `/api/blobs/${digestOf(other)}`)).status, 200);
    },
  },
  {
    number: 69,
    says: "create from an uploaded GGUF reports its steps",
    guide: {},
    async run(server) {
      const files = await upload(server, "GGUF and so on");
      const { status, type, lines } = await server.post("/api/create", { model: "made", files });
      assert.deepEqual([status, type], [200, ndjson]);
      const statuses = lines.map(({ status }) => status);
      assert.equal(statuses[0], "parsing GGUF");
      assert.deepEqual(statuses.slice(-2), ["writing manifest", "success"]);
      assert.ok((await tags(server)).some(({ name }) => name === "made:latest"));
      const whole = await server.post("/api/create", { model: "made2", files, stream: false });
      assert.deepEqual([whole.status, whole.type, whole.json], [200, plainJson, { status: "success" }]);
    },
  },
  {
    number: 70,
    says: "create without a source, or with a bad template, is 400",
    models: ["tiny-chat"],
    async run(server) {
      for (const stream of [true, false]) {
        const none = await server.post("/api/create", { model: "made", stream });
        assert.deepEqual([none.status, none.type], [400, plainJson]);
        assert.deepEqual(none.json, { error: "neither 'from' or 'files' was specified" });
      }
      const template = { model: "made", from: "tiny-chat", template: "{{ .Prompt" };
      const bad = await server.post("/api/create", template);
      assert.deepEqual([bad.status, bad.type], [400, plainJson]);
      assert.deepEqual(bad.json, { error: "template error: template: :1: unclosed action" });
    },
  },
  {
    number: 71,
    says: "create from another kind of file is an error line",
    async run(server) {
      const files = await upload(server, "no model at all");
      const { status, type, lines } = await server.post("/api/create", { model: "made", files });
      assert.deepEqual([status, type], [200, ndjson]);
      assert.deepEqual(lines, [{ status: "parsing GGUF" }, {
        error: "supplied file was not in GGUF format",
      }]);
    },
  },
];

async function tags(server: Server): Promise<Tag[]> {
  const answer = await server.ask("GET", "/api/tags");
  assert.deepEqual([answer.status, answer.type], [200, json]);
  return (answer.json as { models: Tag[] }).models;
}

async function upload(server: Server, bytes: string): Promise<Record<string, string>> {
  const digest = digestOf(bytes);
  await server.post(`/api/blobs/${digest}`, bytes);
  return { "model.gguf": digest };
}

function digestOf(bytes: string): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
