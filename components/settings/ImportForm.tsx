/** Reading chats in from a file. The checkbox stands before the file: the server learns first what is wanted. */
import { Button } from "@/components/Button.tsx";

export function ImportForm() {
  return (
    <form method="post" action="/settings/import" enctype="multipart/form-data" class="import-form">
      <label for="import-file">Import chats</label>
      <p id="import-hint" class="hint">
        A file of this app (.jsonl or .json), ChatGPT's conversations.json, or Open WebUI's export. What is
        here already is skipped, so a file can be read in twice.
      </p>
      <label class="check">
        <input type="checkbox" name="dry_run" value="true" /> Only say what would happen
      </label>
      <div class="inline-form">
        <input
          id="import-file"
          type="file"
          name="file"
          class="input"
          accept=".json,.jsonl,.ndjson,application/json"
          aria-describedby="import-hint"
          required
        />
        <Button>Import</Button>
      </div>
    </form>
  );
}
