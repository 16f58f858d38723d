/** Section H: pull, checks 72–83. */
import assert from "node:assert/strict";
import { conformanceModels } from "@/tests/fakes/conformance_models.ts";
import { type GuideOptions, publishable } from "@/lib/guide/guide.ts";
import { type Check, lines as ndjson, plainJson } from "./check.ts";
import type { Line, Server } from "./server.ts";

const [model] = conformanceModels;
const big = publishable({ ...model!, name: "big:latest" }, [300_000, 400]);
const small = publishable({ ...model!, name: "small:latest" }, [900, 400]);
/** `big` takes 600 ms. */
const guide: GuideOptions = { registry: [big, small], pullSpeed: 500_000 };
/** `big` takes two seconds: for what must happen meanwhile, also on a busy machine. */
const unhurried: GuideOptions = { ...guide, pullSpeed: 150_000 };

export const pulls: readonly Check[] = [
  {
    number: 72,
    says: "the first line is `pulling manifest`, also for a model that is nowhere",
    guide,
    async run(server) {
      for (const name of ["nosuch", "small"]) {
        const { status, type, lines } = await server.post("/api/pull", { model: name });
        assert.deepEqual([status, type, lines[0]], [200, ndjson, { status: "pulling manifest" }]);
      }
    },
  },
  {
    number: 73,
    says: "an unknown model is an error line, or 500 when not streamed",
    guide,
    async run(server) {
      const error = "pull model manifest: file does not exist";
      const { lines } = await server.post("/api/pull", { model: "nosuch" });
      assert.deepEqual(lines.slice(1), [{ error }]);
      const whole = await server.post("/api/pull", { model: "nosuch", stream: false });
      assert.deepEqual([whole.status, whole.type, whole.json], [500, plainJson, { error }]);
    },
  },
  {
    number: 74,
    says: "a big layer reports about every 60 ms, rising",
    guide: unhurried,
    async run(server) {
      const began = performance.now();
      const progress = (await server.post("/api/pull", { name: "big" })).lines.filter(({ digest }) => digest);
      const took = performance.now() - began;
      const { digest, size } = big.layers[0]!;
      assert.ok(
        progress.length >= 4 && progress.length <= took / 60,
        `${progress.length} lines in ${took} ms`,
      );
      for (const line of progress) {
        const short = digest.slice(7, 19);
        assert.deepEqual([line.status, line.digest, line.total], [`pulling ${short}`, digest, size]);
        assert.notEqual(line.completed, 0);
      }
      const completed = progress.map(({ completed = 0 }) => completed);
      assert.deepEqual(completed, completed.toSorted((one, other) => one - other));
    },
  },
  {
    number: 75,
    says: "after the layers come three lines with a status only",
    guide,
    async run(server) {
      const { lines } = await server.post("/api/pull", { model: "small" });
      assert.deepEqual(lines.slice(-3), lastLines);
    },
  },
  {
    number: 76,
    says: "a layer that is there already has one line",
    guide,
    async run(server) {
      await server.post("/api/pull", { model: "small" });
      const { lines } = await server.post("/api/pull", { model: "small" });
      const progress = lines.filter(({ digest }) => digest);
      assert.deepEqual(
        progress.map(({ digest, total, completed }) => ({ digest, size: total, completed })),
        small.layers.map(({ digest, size }) => ({ digest, size, completed: size })),
      );
    },
  },
  {
    number: 77,
    says: "small new layers have no line, a big one may end short of its total",
    guide,
    async run(server) {
      const { lines } = await server.post("/api/pull", { model: "small" });
      assert.deepEqual(lines, [{ status: "pulling manifest" }, ...lastLines]);
      const progress = (await server.post("/api/pull", { model: "big" })).lines.filter(({ digest }) =>
        digest
      );
      assert.ok(progress.at(-1)!.completed! < progress.at(-1)!.total!);
    },
  },
  {
    number: 77,
    says: "0.24 ends each layer with a full line",
    guide: { ...guide, version: "0.24.0" },
    async run(server) {
      const { lines } = await server.post("/api/pull", { model: "small" });
      assert.deepEqual(lines.filter(({ digest }) => digest).map(({ completed }) => completed), [900, 400]);
    },
  },
  {
    number: 78,
    says: "a pull that was left goes on where it stopped",
    guide: unhurried,
    async run(server) {
      const stream = await server.stream("/api/pull", { model: "big" });
      const left = await firstProgress(stream);
      await stream.leave();
      await server.guide.idle();
      const { lines } = await server.post("/api/pull", { model: "big" });
      assert.ok(lines.find(({ digest }) => digest)!.completed! > left.completed!);
      assert.deepEqual(lines.at(-1), { status: "success" });
      const { digest } = big.layers[0]!;
      const ranges = server.guide.registry.ranges.filter((range) => range.digest === digest);
      assert.equal(ranges.length, 2);
      assert.ok(ranges[0]!.from === 0 && ranges[1]!.from >= left.completed!);
    },
  },
  {
    number: 79,
    says: "two clients share a pull, and one may leave",
    guide: unhurried,
    async run(server) {
      const first = await server.stream("/api/pull", { model: "big" });
      await firstProgress(first);
      const second = await server.stream("/api/pull", { model: "big" });
      await firstProgress(second);
      await first.leave();
      assert.deepEqual((await second.rest()).at(-1), { status: "success" });
      assert.equal(
        server.guide.registry.ranges.filter(({ digest }) => digest === big.layers[0]!.digest).length,
        1,
      );
    },
  },
  {
    number: 80,
    says: "a changed tag removes the layers of the former one",
    guide,
    async run(server) {
      await server.post("/api/pull", { model: "small" });
      server.guide.registry.publish(publishable(small.definition, [901, 400], 2));
      const { lines } = await server.post("/api/pull", { model: "small" });
      const statuses = lines.slice(-3).map(({ status }) => status);
      assert.deepEqual(statuses, ["writing manifest", "removing unused layers", "success"]);
    },
  },
  {
    number: 81,
    says: "a damaged layer is found at the end, and the model is not listed",
    guide,
    async run(server) {
      const layers = small.layers.map((layer) => ({ ...layer, isCorrupt: true }));
      server.guide.registry.publish({ ...small, layers });
      const { lines } = await server.post("/api/pull", { model: "small" });
      assert.deepEqual(lines.at(-2), { status: "verifying sha256 digest" });
      const mismatch =
        /^digest mismatch, file must be downloaded again: want sha256:[0-9a-f]{64}, got sha256:/;
      assert.match(lines.at(-1)!.error!, mismatch);
      assert.doesNotMatch((await server.ask("GET", "/api/tags")).text, /small/);
    },
  },
  {
    number: 82,
    says: "without a network the error names the address",
    guide,
    async run(server) {
      server.guide.registry.isOffline = true;
      const { lines } = await server.post("/api/pull", { model: "llama3.2" });
      const get =
        'pull model manifest: Get "https://registry.ollama.ai/v2/library/llama3.2/manifests/latest": dial tcp: ';
      assert.ok(lines.at(-1)!.error!.startsWith(get));
    },
  },
  {
    number: 83,
    says: "stream:false answers once",
    guide,
    async run(server) {
      const { status, type, json } = await server.post("/api/pull", { model: "small", stream: false });
      assert.deepEqual([status, type, json], [200, plainJson, { status: "success" }]);
    },
  },
];

const lastLines = [
  { status: "verifying sha256 digest" },
  { status: "writing manifest" },
  { status: "success" },
];

async function firstProgress(stream: Awaited<ReturnType<Server["stream"]>>): Promise<Line> {
  while (true) {
    const line = await stream.next();
    assert.ok(line, "the pull ended without progress");
    if (line.completed) return line;
  }
}
