import assert from "node:assert/strict";
import { ConnectStep } from "@/components/setup/ConnectStep.tsx";
import { ChooseStep } from "@/components/setup/ChooseStep.tsx";
import { GenerationForm } from "@/components/settings/GenerationForm.tsx";
import { GeneralForm } from "@/components/settings/GeneralForm.tsx";
import type { Config } from "@/lib/shared/config.ts";
import { defaultKeys } from "@/lib/shared/keys.ts";
import { noPromptOptions } from "@/lib/shared/prompt_options.ts";
import { buttonNames, nameOf, rendered, words } from "./rendered.ts";

const config: Config = {
  setup_complete: true,
  ollama_base_url: "http://127.0.0.1:11434",
  has_api_key: false,
  theme: "dark-graphite",
  language: "browser",
  default_model: "gone:latest",
  title_generation: "after_reply",
  title_model: null,
  background_generation: true,
  system_prompt: null,
  keep_alive: null,
  options: { ...noPromptOptions, temperature: 0.7, stop: ["a", "b"] },
  keys: defaultKeys,
  key_problem: null,
  updated_at: null,
};

Deno.test("ConnectStep has the address and its three ways on", () => {
  const root = rendered(<ConnectStep address="http://x" hasKey={false} errors={{}} result={null} />);
  assert.equal(nameOf(root.querySelector("[name=ollama_base_url]")!), "Ollama address");
  assert.deepEqual(buttonNames(root), ["Try it without Ollama", "Test", "Next"]);
});

Deno.test("Field: a refused one is invalid and described by the reason", () => {
  const root = rendered(
    <ConnectStep
      address="nonsense"
      hasKey={false}
      errors={{ ollama_base_url: "Begin with http://" }}
      result={null}
    />,
  );
  const field = root.querySelector("[name=ollama_base_url]")!;
  assert.equal(field.getAttribute("aria-invalid"), "true");
  assert.equal(field.getAttribute("value"), "nonsense");
  const described = field.getAttribute("aria-describedby")!.split(" ").map((id) =>
    root.querySelector(`#${id}`)
  );
  assert.equal(words(described[0]!), "Begin with http://");
});

Deno.test("ConnectStep tells version, models and latency of a server that answers", () => {
  const result = { ok: true, version: "0.30.2", models: 4, latency_ms: 12 } as const;
  const root = rendered(<ConnectStep address="http://x" hasKey={false} errors={{}} result={result} />);
  assert.match(words(root), /Ollama 0\.30\.2 answers\. 4 models are installed, 12 ms\./);
});

Deno.test("ChooseStep has the themes as radios, the models and Finish", () => {
  const root = rendered(<ChooseStep theme="light-quartz" models={["a:latest"]} defaultModel={null} />);
  const group = root.querySelector("[role=radiogroup]")!;
  assert.equal(nameOf(group), "Theme");
  const values = [...group.querySelectorAll("input[type=radio]")].map((radio) => radio.getAttribute("value"));
  assert.deepEqual(values, ["dark-graphite", "terminal-green", "solarized-dark", "light-quartz", "system"]);
  assert.equal(group.querySelector("input[checked]")!.getAttribute("value"), "light-quartz");
  assert.equal(nameOf(root.querySelector("select")!), "Default model");
  assert.deepEqual(buttonNames(root), ["Finish"]);
});

Deno.test("GeneralForm keeps a default model that is not installed", () => {
  const root = rendered(<GeneralForm config={config} defaults={config} models={["a:latest"]} errors={{}} />);
  const chosen = root.querySelector("select[name=default_model] option[selected]")!;
  assert.equal(chosen.getAttribute("value"), "gone:latest");
});

Deno.test("GenerationForm shows what is stored, or what was typed and refused", () => {
  const root = rendered(
    <GenerationForm
      defaults={config}
      config={config}
      errors={{ "options.top_p": "Must be at most 1" }}
      typed={{ "options.top_p": "7" }}
    />,
  );
  const value = (name: string) => root.querySelector(`[name="options.${name}"]`)!.getAttribute("value");
  assert.equal(value("temperature"), "0.7");
  assert.equal(value("top_p"), "7");
  assert.equal(root.querySelector('[name="options.stop"]')!.textContent, "a\nb");
  assert.ok(buttonNames(root).includes("Save"));
});
