/** Section I: embeddings, cloud and the OpenAI-style addresses, checks 84–90. */
import assert from "node:assert/strict";
import { cloudStub, conformanceModels } from "@/tests/fakes/conformance_models.ts";
import { type Check, plainJson } from "./check.ts";

export const others: readonly Check[] = [
  {
    number: 84,
    says: "embed gives one vector an input, of the length asked for",
    models: ["tiny-emb"],
    async run(server) {
      const body = { model: "tiny-emb", input: ["hi", "what"], dimensions: 4 };
      const { json } = await server.post("/api/embed", body);
      const { embeddings, prompt_eval_count } = json as { embeddings: number[][]; prompt_eval_count: number };
      assert.deepEqual(embeddings.map(({ length }) => length), [4, 4]);
      for (const vector of embeddings) assert.ok(Math.abs(Math.hypot(...vector) - 1) < 1e-3);
      assert.ok(prompt_eval_count >= 2);
      for (const input of [[], undefined]) {
        const none = await server.post("/api/embed", { model: "tiny-emb", input });
        assert.deepEqual(none.json, { model: "tiny-emb", embeddings: [] });
      }
      const wrong = await server.post("/api/embed", { model: "tiny-emb", input: 5 });
      assert.deepEqual([wrong.status, wrong.json], [400, { error: "invalid input type" }]);
    },
  },
  {
    number: 85,
    says: "an embedding model does not chat",
    models: ["tiny-emb"],
    async run(server) {
      for (const ask of ["chat", "generate"] as const) {
        const { status, json } = await server[ask]("tiny-emb");
        assert.deepEqual([status, json], [400, { error: `"tiny-emb" does not support ${ask}` }]);
      }
    },
  },
  {
    number: 86,
    says: "a completion model gives no embeddings since 0.30",
    models: ["tiny-chat"],
    async run(server) {
      const { status } = await server.post("/api/embed", { model: "tiny-chat", input: "hi" });
      assert.equal(status, server.isNew ? 501 : 200);
    },
  },
  {
    number: 86,
    says: "a completion model gives embeddings in 0.24",
    guide: { version: "0.24.0" },
    async run(server) {
      assert.equal((await server.post("/api/embed", { model: "tiny-chat", input: "hi" })).status, 200);
    },
  },
  {
    number: 87,
    says: "with the cloud off, cloud names are 403",
    guide: { cloud: "off" },
    async run(server) {
      const chat = await server.chat("gpt-oss:20b-cloud");
      const off = "ollama cloud is disabled: remote model";
      assert.deepEqual([chat.status, chat.json], [403, { error: `${off} is unavailable` }]);
      const show = await server.post("/api/show", { model: "gpt-oss:20b-cloud" });
      assert.deepEqual([show.status, show.json], [403, { error: `${off} details are unavailable` }]);
      const { json } = await server.ask("GET", "/api/status");
      assert.deepEqual(json, { cloud: { disabled: true, source: "env" } });
    },
  },
  {
    number: 88,
    says: "a cloud stub shows where it runs",
    guide: { models: [...conformanceModels, cloudStub], cloud: "signed out" },
    async run(server) {
      const { models } = (await server.ask("GET", "/api/tags")).json as { models: Record<string, unknown>[] };
      const stub = models.find(({ name }) => name === cloudStub.name)!;
      assert.deepEqual([stub.remote_model, stub.remote_host], ["tiny-remote", "https://ollama.com:443"]);
      assert.ok(Number(stub.size) < 1000);
      const shown = (await server.post("/api/show", { model: cloudStub.name })).json as {
        capabilities: string[];
        model_info: Record<string, unknown>;
      };
      assert.ok(shown.capabilities.length > 0);
      assert.equal(typeof shown.model_info["llama.context_length"], "number");
    },
  },
  {
    number: 89,
    says: "a cloud model without a sign-in is 401 with the address to sign in at",
    guide: { cloud: "signed out" },
    async run(server) {
      const { status, json } = await server.chat("gpt-oss:20b-cloud");
      const { error, signin_url } = json as { error: string; signin_url: string };
      assert.deepEqual([status, error], [401, "unauthorized"]);
      assert.match(signin_url, /^https:\/\/ollama\.com\/connect\?name=.+&key=.+/);
    },
  },
  {
    number: 90,
    says: "chat completions stream events to [DONE], and word errors their own way",
    models: ["tiny-chat"],
    async run(server) {
      const messages = [{ role: "user", content: "hi" }];
      const { type, text } = await server.post("/v1/chat/completions", {
        model: "tiny-chat",
        messages,
        stream: true,
      });
      assert.equal(type, "text/event-stream");
      const events = text.trim().split("\n\n").map((event) => event.slice("data: ".length));
      assert.equal(events.at(-1), "[DONE]");
      assert.equal(JSON.parse(events.at(-2)!).choices[0].finish_reason, "stop");
      const missing = await server.post("/v1/chat/completions", { model: "nosuch", messages });
      const error = { message: "model 'nosuch' not found", type: "not_found_error", param: null, code: null };
      assert.deepEqual([missing.status, missing.json], [404, { error }]);
      assert.ok(missing.type?.startsWith(plainJson));
    },
  },
];
