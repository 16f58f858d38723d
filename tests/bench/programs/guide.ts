/** The Guide as a process of its own, with the models of the benchmarks. Prints its address; ends with stdin. */
import { startGuide } from "@/lib/guide/guide.ts";
import { benchModels } from "../models.ts";

const guide = await startGuide({
  models: benchModels,
  speed: Infinity,
  promptSpeed: Infinity,
  loadMs: 0,
  unloadMs: 0,
  contextLength: 131_072,
  gpuBytes: 2 ** 40,
  keepAlive: "1h",
  maxQueue: 1024,
  maxLoaded: benchModels.length,
  parallel: 1024,
  recordRequests: false,
});
console.log(guide.url);
for await (const _ of Deno.stdin.readable);
await guide.close();
Deno.exit(0);
