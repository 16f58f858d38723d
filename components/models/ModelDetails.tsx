/** What Ollama tells of one model, and the memory that it would need. */
import { FiguresTable } from "@/components/metrics/FiguresTable.tsx";
import { detailsButtonId, detailsId } from "@/components/models/form_id.ts";
import type { ModelNeed } from "@/components/models/need_words.ts";
import { unknownFacts } from "@/components/models/unknown_facts.ts";
import type { Texts } from "@/lib/texts/catalogue.ts";
import { useTexts } from "@/lib/texts/context.ts";
import { formatBytes, formatCount } from "@/lib/texts/format.ts";
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
  /** With a few contexts; none where nothing is known. */
  needs: ModelNeed[];
  /** Of its place in the list, to go back to. */
  index: number | null;
}

export function ModelDetails({ model, needs, index }: ModelDetailsProps) {
  const all = useTexts();
  const { models } = all;
  const back = index === null ? "/models" : `/models#${detailsButtonId(index)}`;
  const texts = [
    [models.parameters, model.parameters],
    [models.template, model.template],
    [models.licence, model.license],
  ];
  return (
    <section
      id={detailsId}
      class="card"
      tabIndex={-1}
      aria-label={fill(models.detailsOf, { model: model.name })}
    >
      <div class="card-head">
        <h2>{model.name}</h2>
        <a href={back} aria-current="false" class="btn btn-quiet">{models.close}</a>
      </div>
      <dl class="facts">
        {factsOf(model, all).map(([label, value]) => <Fact key={label} label={label} value={value} />)}
      </dl>
      {needs.length > 0 && <NeedsTable needs={needs} texts={all} />}
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

function NeedsTable({ needs, texts: { models, live: { format } } }: { needs: ModelNeed[]; texts: Texts }) {
  const { context, memory, fit } = models.needsColumns;
  const isJudged = needs.some((need) => need.fit !== "unknown");
  return (
    <>
      <FiguresTable
        caption={models.needsTitle}
        columns={isJudged ? [context, memory, fit] : [context, memory]}
        rows={needs.map((need) => ({
          name: formatCount(need.context ?? 0, format),
          cells: [formatBytes(need.bytes, format), ...need.fit === "unknown" ? [] : [models.fit[need.fit]]],
        }))}
      />
      {!isJudged && <p class="hint">{models.elsewhere}</p>}
    </>
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
