/** Section D: requests to chat and generate that are refused, checks 29–39. */
import assert from "node:assert/strict";
import { type Check, json, plainJson } from "./check.ts";

const pixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

export const refusedRequests: readonly Check[] = [
  {
    number: 29,
    says: "raw with a system text is refused",
    models: ["tiny-chat"],
    async run(server) {
      const { status, json } = await server.generate("tiny-chat", { raw: true, system: "x" });
      assert.equal(status, 400);
      assert.deepEqual(json, { error: "raw mode does not support template, system, or context" });
    },
  },
  {
    number: 33,
    says: "an option of the wrong type is 500, an unknown one is ignored",
    models: ["tiny-chat"],
    async run(server) {
      const wrong = { temperature: ["hot", "float32"], num_ctx: ["big", "integer"], stop: ["x", "array"] };
      for (const [name, [value, type]] of Object.entries(wrong)) {
        const { status, json } = await server.chat("tiny-chat", { options: { [name]: value } });
        assert.deepEqual([status, json], [500, { error: `option "${name}" must be of type ${type}` }]);
      }
      assert.equal((await server.chat("tiny-chat", { options: { nonsense: 1 } })).status, 200);
    },
  },
  {
    number: 34,
    says: "an unknown format is 500, of another content type when streamed",
    models: ["tiny-chat"],
    async run(server) {
      const error = 'invalid format: "\\"xml\\""; expected "json" or a valid JSON Schema object';
      const whole = await server.chat("tiny-chat", { format: "xml", stream: false });
      assert.deepEqual([whole.status, whole.type, whole.json], [500, json, { error }]);
      const streamed = await server.chat("tiny-chat", { format: "xml" });
      assert.deepEqual([streamed.status, streamed.type, streamed.json], [500, plainJson, { error }]);
      assert.equal(streamed.headers.get("content-length"), null);
      assert.equal((await server.chat("tiny-chat", { format: "" })).status, 200);
    },
  },
  {
    number: 36,
    says: "images that are no base64 are refused at the byte",
    models: ["tiny-chat"],
    async run(server) {
      const images = { "data:image/png;base64,AAAA": 4, "@@@": 0 };
      for (const [image, at] of Object.entries(images)) {
        const messages = [{ role: "user", content: "hi", images: [image] }];
        const { status, json } = await server.chat("tiny-chat", { messages });
        assert.deepEqual([status, json], [400, { error: `illegal base64 data at input byte ${at}` }]);
      }
    },
  },
  {
    number: 37,
    says: "an image for a model without vision is refused since 0.30",
    models: ["tiny-chat"],
    async run(server) {
      const messages = [{ role: "user", content: "hi", images: [pixel] }];
      const { status, json } = await server.chat("tiny-chat", { messages });
      if (!server.isNew) return assert.equal(status, 200);
      assert.equal(status, 400);
      assert.match(JSON.parse((json as { error: string }).error).error.message, /Multimodal data provided/);
    },
  },
  {
    number: 37,
    says: "an image for a model without vision is ignored by 0.24",
    guide: { version: "0.24.0" },
    async run(server) {
      const messages = [{ role: "user", content: "hi", images: [pixel] }];
      assert.equal((await server.chat("tiny-chat", { messages })).status, 200);
    },
  },
  {
    number: 38,
    says: "content as an array is refused",
    models: ["tiny-chat"],
    async run(server) {
      const { status, json } = await server.chat("tiny-chat", { messages: [{ role: "user", content: [] }] });
      assert.equal(status, 400);
      assert.deepEqual(json, {
        error:
          "json: cannot unmarshal array into Go struct field ChatRequest.messages.content of type string",
      });
    },
  },
  {
    number: 39,
    says: "tools and suffix on a model without them are refused with its full name",
    models: ["tiny-chat"],
    async run(server) {
      const name = "registry.ollama.ai/library/tiny-chat:latest";
      const tool = {
        type: "function",
        function: { name: "f", parameters: { type: "object", properties: {} } },
      };
      const tools = await server.chat("tiny-chat", { tools: [tool] });
      assert.deepEqual([tools.status, tools.json], [400, { error: `${name} does not support tools` }]);
      const suffix = await server.generate("tiny-chat", { suffix: "x" });
      assert.deepEqual([suffix.status, suffix.json], [400, { error: `${name} does not support insert` }]);
    },
  },
];
