/** Reading chats in from a file. The checkbox stands before the file: the server learns first what is wanted. */
import { Button } from "@/components/Button.tsx";
import { fieldId } from "@/components/Field.tsx";
import { useTexts } from "@/lib/texts/context.ts";

export function ImportForm() {
  const { transfer, live: { settings: { advanced } } } = useTexts();
  return (
    <form method="post" action="/settings/import" enctype="multipart/form-data" class="import-form">
      <label for={fieldId("import")}>{advanced.import}</label>
      <p id="import-hint" class="hint">{transfer.hint}</p>
      <label class="check">
        <input type="checkbox" name="dry_run" value="true" /> {transfer.dryRun}
      </label>
      <div class="inline-form">
        <input
          id={fieldId("import")}
          type="file"
          name="file"
          class="input"
          accept=".json,.jsonl,.ndjson,application/json"
          aria-describedby="import-hint"
          required
        />
        <Button>{transfer.button}</Button>
      </div>
    </form>
  );
}
