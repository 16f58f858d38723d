/** What few people need: the model for titles, taking chats out and in, starting over, and what this program is. */
import { Button } from "@/components/Button.tsx";
import { ConfirmDialog } from "@/components/ConfirmDialog.tsx";
import { Select } from "@/components/Select.tsx";
import { ImportForm } from "@/components/settings/ImportForm.tsx";
import { Licences } from "@/components/settings/Licences.tsx";
import { type FieldErrors, SettingsForm } from "@/components/settings/SettingsForm.tsx";
import type { Config } from "@/lib/shared/config.ts";
import { formatBytes, formatCount } from "@/lib/shared/format.ts";

export interface AdvancedFormProps {
  config: Config;
  models: string[];
  version: string;
  ollamaVersion: string | null;
  dataDir: string;
  stored: StoredCounts;
  errors: FieldErrors;
}

interface StoredCounts {
  chats: number;
  archived: number;
  messages: number;
  images: number;
  bytes: number;
}

export function AdvancedForm(props: AdvancedFormProps) {
  const { config, models, version, ollamaVersion, dataDir, stored, errors } = props;
  return (
    <>
      <SettingsForm tab="advanced">
        <Select
          name="title_model"
          label="Model for titles"
          value={config.title_model ?? ""}
          error={errors.title_model}
          choices={[{ value: "", label: "The chat's own (nothing is reloaded)" }, ...models.map(named)]}
        />
      </SettingsForm>
      <section class="card">
        <h2>Your chats</h2>
        <p class="text-ink-muted">
          All chats as JSON lines, with branches, pins and dates. They can be read in again.
        </p>
        <p>
          <a href="/api/export" download class="btn btn-plain">Export all chats</a>
        </p>
        <ImportForm />
      </section>
      <StorageUse stored={stored} dataDir={dataDir} />
      <section class="card">
        <h2>About</h2>
        <dl class="facts">
          <dt>Chat WebUI</dt>
          <dd>{version}</dd>
          <dt>Ollama</dt>
          <dd>{ollamaVersion ?? "does not answer"} at {config.ollama_base_url}</dd>
          <dt>Leaves this machine</dt>
          <dd>Nothing but requests to that Ollama</dd>
        </dl>
        <Licences />
      </section>
      <section class="card">
        <h2>Start over</h2>
        <p class="text-ink-muted">
          Puts every setting back to its default and opens the setup again. Chats stay.
        </p>
        <form id="reset" method="post" action="/settings/advanced" />
        <p>
          <Button type="button" popovertarget="reset-question">Reset settings</Button>
        </p>
        <ConfirmDialog
          id="reset-question"
          question="Reset all settings?"
          form="reset"
          name="action"
          value="reset"
          confirm="Reset"
        >
          The address and the key of Ollama go too. Chats stay.
        </ConfirmDialog>
      </section>
    </>
  );
}

function StorageUse({ stored, dataDir }: { stored: StoredCounts; dataDir: string }) {
  return (
    <section class="card">
      <h2>Storage</h2>
      <dl class="facts">
        <dt>Chats</dt>
        <dd>
          {formatCount(stored.chats)}
          {stored.archived > 0 && (
            <>
              , <a href="/search?filter=archived">{formatCount(stored.archived)} archived</a>
            </>
          )}
        </dd>
        <dt>Messages</dt>
        <dd>{formatCount(stored.messages)}</dd>
        {stored.images > 0 && (
          <>
            <dt>Images</dt>
            <dd>{formatCount(stored.images)}</dd>
          </>
        )}
        <dt>Database</dt>
        <dd>{formatBytes(stored.bytes)}</dd>
        <dt>Folder</dt>
        <dd class="break-words">{dataDir}</dd>
      </dl>
    </section>
  );
}

function named(name: string) {
  return { value: name, label: name };
}
