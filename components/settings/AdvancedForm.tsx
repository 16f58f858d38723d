/** What few people need: the model for titles, taking chats out and in, backups, starting over, about this program. */
import { Button } from "@/components/Button.tsx";
import { ConfirmDialog } from "@/components/ConfirmDialog.tsx";
import { Select } from "@/components/Select.tsx";
import { BackupCard } from "@/components/settings/BackupCard.tsx";
import { ImportForm } from "@/components/settings/ImportForm.tsx";
import { Licences } from "@/components/settings/Licences.tsx";
import { modelChoices } from "@/components/settings/model_choices.ts";
import { Reset } from "@/components/settings/Reset.tsx";
import { type FieldErrors, refusal, SettingsForm } from "@/components/settings/SettingsForm.tsx";
import type { BackupsView } from "@/lib/pages/settings_page.ts";
import type { Config } from "@/lib/shared/config.ts";
import { useTexts } from "@/lib/texts/context.ts";
import { formatBytes, formatCount } from "@/lib/texts/format.ts";
import { fill } from "@/lib/texts/text.ts";

export interface AdvancedFormProps {
  config: Config;
  defaults: Config;
  typed?: Record<string, string>;
  models: string[];
  version: string;
  ollamaVersion: string | null;
  dataDir: string;
  stored: StoredCounts;
  backups: BackupsView;
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
  const { config, defaults, typed = {}, models, version, ollamaVersion, dataDir, stored, backups, errors } =
    props;
  const { advanced, general, live: { palette, settings: { advanced: names } } } = useTexts();
  return (
    <>
      <SettingsForm tab="advanced">
        <Select
          name="title_model"
          label={names.title_model}
          value={typed.title_model ?? config.title_model ?? ""}
          beside={<Reset name="title_model" label={names.title_model} config={config} defaults={defaults} />}
          {...refusal(errors, "title_model")}
          choices={[
            { value: "", label: advanced.ownModel },
            ...modelChoices(models, config.title_model, general),
          ]}
        />
      </SettingsForm>
      <section class="card">
        <h2>{advanced.chats}</h2>
        <p class="text-ink-muted">{advanced.exportWhat}</p>
        <p>
          <a href="/api/export" download class="btn btn-plain">{palette.exportAll}</a>
        </p>
        <ImportForm />
      </section>
      <BackupCard backups={backups} problem={errors.backup} />
      <StorageUse stored={stored} dataDir={dataDir} />
      <section class="card">
        <h2>{advanced.about}</h2>
        <dl class="facts">
          <dt>Chat WebUI</dt>
          <dd>{version}</dd>
          <dt>Ollama</dt>
          <dd>
            {fill(advanced.ollama, {
              version: ollamaVersion ?? advanced.ollamaSilent,
              address: config.ollama_base_url,
            })}
          </dd>
          <dt>{advanced.leaves}</dt>
          <dd>{advanced.leavesNothing}</dd>
        </dl>
        <Licences />
      </section>
      <section class="card">
        <h2>{advanced.startOver}</h2>
        <p class="text-ink-muted">{advanced.startOverWhat}</p>
        <form id="reset" method="post" action="/settings/advanced" />
        <p>
          <Button type="button" popovertarget="reset-question">{advanced.resetSettings}</Button>
        </p>
        <ConfirmDialog
          id="reset-question"
          question={advanced.resetQuestion}
          form="reset"
          name="action"
          value="reset"
          confirm={advanced.reset}
        >
          {advanced.resetWhat}
        </ConfirmDialog>
      </section>
    </>
  );
}

function StorageUse({ stored, dataDir }: { stored: StoredCounts; dataDir: string }) {
  const { advanced, live: { format } } = useTexts();
  return (
    <section class="card">
      <h2>{advanced.storage}</h2>
      <dl class="facts">
        <dt>{advanced.storedChats}</dt>
        <dd>
          {formatCount(stored.chats, format)}
          {stored.archived > 0 && (
            <>
              ,{" "}
              <a href="/search?filter=archived">
                {fill(advanced.archived, { n: formatCount(stored.archived, format) })}
              </a>
            </>
          )}
        </dd>
        <dt>{advanced.messages}</dt>
        <dd>{formatCount(stored.messages, format)}</dd>
        {stored.images > 0 && (
          <>
            <dt>{advanced.images}</dt>
            <dd>{formatCount(stored.images, format)}</dd>
          </>
        )}
        <dt>{advanced.database}</dt>
        <dd>{formatBytes(stored.bytes, format)}</dd>
        <dt>{advanced.folder}</dt>
        <dd class="break-words">{dataDir}</dd>
      </dl>
    </section>
  );
}
