import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import { parseOption, readParameters, saidParameters } from "@/lib/client/parameters.ts";

Deno.test("parseOption() gives what the API takes", () => {
  assert.equal(parseOption("temperature", " 0,7 "), 0.7);
  assert.equal(parseOption("seed", ""), null);
  assert.equal(parseOption("think", "false"), false);
  assert.equal(parseOption("think", "high"), "high");
  assert.deepEqual(parseOption("stop", "\n a\nb\n\n"), [" a", "b"]);
  assert.equal(parseOption("stop", "\n"), null);
  assert.equal(parseOption("top_k", "many"), "many");
});

Deno.test("saidParameters() leaves out what is not said", () => {
  const { document } = parseHTML(
    `<div><textarea name="system_prompt"></textarea><input name="options.seed" value="7"><input name="options.top_p"></div>`,
  );
  const parameters = readParameters(document.querySelector("div") as unknown as ParentNode);
  assert.deepEqual(parameters, { system_prompt: null, options: { seed: 7, top_p: null } });
  assert.deepEqual(saidParameters(parameters), { options: { seed: 7 } });
});
