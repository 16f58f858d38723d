/** First step of the wizard: where Ollama is, and whether it answers there. */
import { Button } from "@/components/Button.tsx";
import { Field } from "@/components/Field.tsx";
import { ConnectionReport } from "@/components/setup/ConnectionReport.tsx";
import type { ConnectionResult } from "@/lib/shared/config.ts";

export interface ConnectStepProps {
  address: string;
  /** What was refused, by field. */
  errors: Partial<Record<"ollama_base_url" | "api_key", string>>;
  result: ConnectionResult | null;
}

export function ConnectStep({ address, errors, result }: ConnectStepProps) {
  return (
    <form method="post" action="/setup" class="wizard" novalidate>
      <Field
        name="ollama_base_url"
        label="Ollama address"
        type="url"
        value={address}
        error={errors.ollama_base_url}
        hint="Usually http://127.0.0.1:11434. Nothing is sent anywhere else."
        autocomplete="off"
        spellcheck={false}
        autofocus
      />
      <details class="more" open={errors.api_key !== undefined}>
        <summary>It asks for a key</summary>
        <Field
          name="api_key"
          label="API key"
          type="password"
          error={errors.api_key}
          hint="Stored encrypted, sent only to this address."
          autocomplete="off"
        />
      </details>
      {result && <ConnectionReport result={result} />}
      <div class="wizard-buttons">
        <Button name="action" value="guide" look="quiet" icon="book-open">Try it without Ollama</Button>
        <Button name="action" value="test" icon="plug">Test</Button>
        <Button name="action" value="next" look="primary">Next</Button>
      </div>
    </form>
  );
}
