/** First step of the wizard: where Ollama is, and whether it answers there. */
import { Button } from "@/components/Button.tsx";
import { Field } from "@/components/Field.tsx";
import { ConnectionReport } from "@/components/setup/ConnectionReport.tsx";
import { useTexts } from "@/lib/texts/context.ts";
import { sayProblems } from "@/lib/texts/problem.ts";
import type { ConnectionResult } from "@/lib/shared/config.ts";

export interface ConnectStepProps {
  address: string;
  /** One is stored, and stays unless another is given. */
  hasKey: boolean;
  /** What was refused, by field. */
  errors: Partial<Record<"ollama_base_url" | "api_key", string>>;
  result: ConnectionResult | null;
}

export function ConnectStep({ address, hasKey, result, ...refused }: ConnectStepProps) {
  const { setup, general, problems } = useTexts();
  const errors = sayProblems(refused.errors, problems);
  return (
    <form method="post" action="/setup" class="wizard" novalidate>
      <Field
        name="ollama_base_url"
        label={setup.address}
        type="url"
        value={address}
        error={errors.ollama_base_url}
        hint={hasKey ? general.keyGoes : setup.addressHint}
        autocomplete="off"
        spellcheck={false}
        autofocus
      />
      <details class="more" open={errors.api_key !== undefined}>
        <summary>{setup.asksForKey}</summary>
        <Field
          name="api_key"
          label={setup.key}
          type="password"
          error={errors.api_key}
          hint={setup.keyHint}
          autocomplete="off"
        />
      </details>
      {result && <ConnectionReport result={result} />}
      <div class="wizard-buttons">
        <Button name="action" value="guide" look="quiet" icon="book-open">{setup.guide}</Button>
        <Button name="action" value="test" icon="plug">{setup.test}</Button>
        <Button name="action" value="next" look="primary">{setup.next}</Button>
      </div>
    </form>
  );
}
