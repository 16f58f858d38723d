import assert from "node:assert/strict";
import { withOfflineTexts } from "@/lib/build/offline_worker.ts";
import { catalogue } from "@/lib/texts/catalogue.ts";

Deno.test("withOfflineTexts() gives the worker its texts in every language", async () => {
  const script = withOfflineTexts(await Deno.readTextFile("static/offline.js"));
  const texts = JSON.parse(/const texts = (\{.*\});/.exec(script)![1]!);
  assert.deepEqual(Object.keys(texts), Object.keys(catalogue));
  assert.equal(texts.de.title, catalogue.de.offline.title);
  for (const { offline } of Object.values(catalogue)) {
    assert.ok(offline.cause.includes("{address}"));
    assert.doesNotMatch(Object.values(offline).join(), /[<>&"]/, "they stand in HTML as they are");
  }
});
