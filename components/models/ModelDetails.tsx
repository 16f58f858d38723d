/** What Ollama tells of one model. */
import type { Texts } from "@/lib/texts/catalogue.ts";
import { unknownFacts } from "@/components/models/unknown_facts.ts";
import { useTexts } from "@/lib/texts/context.ts";
import { formatCount } from "@/lib/texts/format.ts";
import { fill } from "@/lib/texts/text.ts";

export interface ModelDetailsProps {
  model: {
    name: string;
    details: Record<string, unknown>;
    parameters: string | null;
    template: string | null;
    license: string | null;
    capabilities: string[];
    context_length: number | null;
  };
}

export function ModelDetails({ model }: ModelDetailsProps) {
  const all = useTexts();
  const { models } = all;
  const texts = [
    [models.parameters, model.parameters],
    [models.template, model.template],
    [models.licence, model.license],
  ];
  return (
    <section class="card" aria-label={fill(models.detailsOf, { model: model.name })}>
      <div class="card-head">
        <h2>{model.name}</h2>
        <a href="/models" class="btn btn-quiet">{models.close}</a>
      </div>
      <dl class="facts">
        {factsOf(model, all).map(([label, value]) => <Fact key={label} label={label} value={value} />)}
      </dl>
      {texts.map(([label, text]) =>
        text && (
          <details key={label} class="more">
            <summary>{label}</summary>
            <pre class="load-log" tabIndex={0}>{text}</pre>
          </details>
        )
      )}
    </section>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}

function factsOf(
  { details, capabilities, context_length }: ModelDetailsProps["model"],
  { models: { facts }, live: { format } }: Texts,
): [label: string, value: string][] {
  const told = (["family", "parameter_size", "quantization_level", "format"] as const).map((key) =>
    [facts[key], String(details[key] ?? "")] as [string, string]
  );
  return [
    ...told,
    [facts.context, context_length === null ? "" : formatCount(context_length, format)] as [string, string],
    [facts.capabilities, capabilities.join(", ")] as [string, string],
  ].filter(([, value]) => value !== "" && !unknownFacts.has(value));
}
