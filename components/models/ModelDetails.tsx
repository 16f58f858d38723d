/** What Ollama tells of one model. */
export interface ModelDetailsProps {
  name: string;
  facts: [label: string, value: string][];
  texts: [label: string, text: string][];
}

export function ModelDetails({ name, facts, texts }: ModelDetailsProps) {
  return (
    <section class="card" aria-label={`Details of ${name}`} id="details">
      <div class="card-head">
        <h2>{name}</h2>
        <a href="/models" class="btn btn-quiet">Close</a>
      </div>
      <dl class="facts">
        {facts.map(([label, value]) => (
          <>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
      {texts.map(([label, text]) => (
        <details key={label} class="more">
          <summary>{label}</summary>
          <pre class="load-log" tabIndex={0}>{text}</pre>
        </details>
      ))}
    </section>
  );
}
