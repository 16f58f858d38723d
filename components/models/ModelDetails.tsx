/** What Ollama tells of one model. */
import { formatCount } from "@/lib/shared/format.ts";

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
  const texts = [["Parameters", model.parameters], ["Template", model.template], ["Licence", model.license]];
  return (
    <section class="card" aria-label={`Details of ${model.name}`}>
      <div class="card-head">
        <h2>{model.name}</h2>
        <a href="/models" class="btn btn-quiet">Close</a>
      </div>
      <dl class="facts">
        {factsOf(model).map(([label, value]) => <Fact key={label} label={label} value={value} />)}
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

function factsOf({ details, capabilities, context_length }: ModelDetailsProps["model"]): [string, string][] {
  const told = ["family", "parameter_size", "quantization_level", "format"].map((key) =>
    [words(key), String(details[key] ?? "")] as [string, string]
  );
  return [
    ...told,
    ["Context", context_length === null ? "" : formatCount(context_length)] as [string, string],
    ["Can", capabilities.join(", ")] as [string, string],
  ].filter(([, value]) => value !== "");
}

/** `parameter_size` → `Parameter size` */
function words(key: string): string {
  const text = key.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
