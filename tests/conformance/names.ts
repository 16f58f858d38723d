/** Section C: names and look-up, checks 17–24. */
import assert from "node:assert/strict";
import { conformanceModels } from "@/tests/fakes/conformance_models.ts";
import { type Check, json } from "./check.ts";
import type { Server } from "./server.ts";

export const names: readonly Check[] = [
  {
    number: 17,
    says: "a name in another case finds the model and is echoed",
    models: ["tiny-chat"],
    run: (server) => echoes(server, "TINY-Chat"),
  },
  {
    number: 18,
    says: "a full name and a name with spaces find the model and are echoed",
    models: ["tiny-chat"],
    async run(server) {
      await echoes(server, "registry.ollama.ai/library/tiny-chat:latest");
      await echoes(server, " tiny-chat ");
    },
  },
  {
    number: 19,
    says: "chat and generate with an unknown model are 404 with the name as sent",
    async run(server) {
      const chat = await server.chat("nosuch");
      assert.deepEqual([chat.status, chat.type, chat.json], [404, json, {
        error: "model 'nosuch' not found",
      }]);
      const generate = await server.generate("nosuch:7b");
      assert.deepEqual([generate.status, generate.json], [404, { error: "model 'nosuch:7b' not found" }]);
    },
  },
  { number: 20, says: "show with an unknown model adds the tag since 0.30", run: showsUnknown },
  {
    number: 20,
    says: "show with an unknown model, as 0.24 says it",
    guide: { version: "0.24.0", models: conformanceModels },
    run: showsUnknown,
  },
  {
    number: 21,
    says: "embed and copy word an unknown model differently",
    async run(server) {
      const embed = await server.post("/api/embed", { model: "nosuch", input: "x" });
      assert.equal(embed.status, 404);
      assert.deepEqual(embed.json, { error: 'model "nosuch" not found, try pulling it first' });
      const copy = await server.post("/api/copy", { source: "nosuch", destination: "other" });
      assert.deepEqual([copy.status, copy.json], [404, { error: 'model "nosuch" not found' }]);
    },
  },
  {
    number: 22,
    says: "an invalid name is 400",
    async run(server) {
      for (const model of ["a b", "a//b"]) {
        for (const path of ["chat", "generate", "show", "embed", "pull"]) {
          const { status, json } = await server.post(`/api/${path}`, { model });
          assert.deepEqual([status, json], [400, { error: "invalid model name" }], `${path} ${model}`);
        }
        const { status, json } = await server.ask("DELETE", "/api/delete", { model });
        assert.deepEqual([status, json], [400, { error: `name "${model}" is invalid` }]);
      }
    },
  },
  {
    number: 23,
    says: "no model is refused, by generate with 404",
    async run(server) {
      const answers = [
        await server.post("/api/chat", {}),
        await server.post("/api/show", {}),
        await server.ask("DELETE", "/api/delete", {}),
      ];
      for (const { status, json } of answers) {
        assert.deepEqual([status, json], [400, { error: "model is required" }]);
      }
      const generate = await server.post("/api/generate", {});
      assert.deepEqual([generate.status, generate.json], [404, { error: "model '' not found" }]);
      const pull = await server.post("/api/pull", {});
      assert.deepEqual([pull.status, pull.json], [400, { error: "invalid model name" }]);
    },
  },
  {
    number: 24,
    says: ":cloud and :local together are refused",
    async run(server) {
      const { status, json } = await server.chat("foo:cloud:local");
      assert.equal(status, 400);
      assert.deepEqual(json, { error: 'use either :local or :cloud, not both: "foo:cloud:local"' });
    },
  },
];

async function echoes(server: Server, model: string): Promise<void> {
  const { status, json } = await server.chat(model, { stream: false });
  assert.deepEqual([status, (json as { model: string }).model], [200, model]);
}

async function showsUnknown(server: Server): Promise<void> {
  const { status, json } = await server.post("/api/show", { model: "nosuch" });
  const name = server.isNew ? "nosuch:latest" : "nosuch";
  assert.deepEqual([status, json], [404, { error: `model '${name}' not found` }]);
}
