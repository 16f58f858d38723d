/** Fetching a model by its name. */
import { Button } from "@/components/Button.tsx";
import { describedBy, fieldId } from "@/components/Field.tsx";
import { useTexts } from "@/lib/texts/context.ts";
import { sayProblem } from "@/lib/texts/problem.ts";

export function PullForm({ name = "", error }: { name?: string; error?: string }) {
  const { models, problems } = useTexts();
  return (
    <form method="post" action="/models" class="card" aria-label={models.pullTitle} data-pull novalidate>
      <h2>
        <label for={fieldId("pull")}>{models.pullTitle}</label>
      </h2>
      <div class="inline-form">
        <input
          {...describedBy("pull", true, error)}
          id={fieldId("pull")}
          name="pull"
          class="input"
          aria-label={models.pullName}
          placeholder="llama3.2:3b"
          value={name}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
        />
        <Button look="primary" icon="download">{models.pull}</Button>
      </div>
      {error && <p id={`${fieldId("pull")}-error`} class="field-error">{sayProblem(error, problems)}</p>}
      <p id={`${fieldId("pull")}-hint`} class="hint">{models.pullHint}</p>
    </form>
  );
}
