/** Fetching a model by its name. */
import { Button } from "@/components/Button.tsx";
import { describedBy, fieldId } from "@/components/Field.tsx";

export function PullForm({ name = "", error }: { name?: string; error?: string }) {
  return (
    <form method="post" action="/models" class="card" aria-label="Pull a model" data-pull novalidate>
      <h2>
        <label for={fieldId("pull")}>Pull a model</label>
      </h2>
      <div class="inline-form">
        <input
          {...describedBy("pull", true, error)}
          id={fieldId("pull")}
          name="pull"
          class="input"
          aria-label="Model name"
          placeholder="llama3.2:3b"
          value={name}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
        />
        <Button look="primary" icon="download">Pull</Button>
      </div>
      {error && <p id={`${fieldId("pull")}-error`} class="field-error">{error}</p>}
      <p id={`${fieldId("pull")}-hint`} class="hint">
        A name of the Ollama library or hf.co/…. Ollama fetches it; it goes on when you leave this page.
      </p>
    </form>
  );
}
