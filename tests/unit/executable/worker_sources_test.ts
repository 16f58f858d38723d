import assert from "node:assert/strict";
import { embedWorkers } from "@/lib/executable/worker_sources.ts";

Deno.test("embedWorkers() has a worker run from the bundle, whichever way its file is named", async () => {
  const starts = [
    `new Worker(new URL("./echo.ts", import.meta.url), { type: "module" })`,
    `new Worker(new URL("./echo.ts", import.meta.url).href, { type: "module" })`,
    `new Worker(\n  new URL(\n    "./echo.ts",\n    import.meta.url,\n  ),\n  { type: "module" },\n)`,
  ];
  for (const start of starts) {
    const code = `self.onmessage = ({ data }) => self.postMessage("heard $& " + data); // "quoted"\n`;
    const bundled = await embedWorkers(`export const start = () => ${start};`, (file) => {
      assert.equal(file, "./echo.ts");
      return Promise.resolve(code);
    });
    const url = URL.createObjectURL(new Blob([bundled], { type: "text/javascript" }));
    const worker: Worker = (await import(url)).start();
    const answer = new Promise((resolve) => worker.onmessage = ({ data }) => resolve(data));
    worker.postMessage("it");
    assert.equal(await answer, "heard $& it");
    worker.terminate();
    URL.revokeObjectURL(url);
  }
});

Deno.test("embedWorkers() leaves everything else as it is", async () => {
  const source = `new Worker(url); new URL("./a.ts", import.meta.url); // new Worker`;
  assert.equal(await embedWorkers(source, () => Promise.reject(new Error("asked for"))), source);
});
