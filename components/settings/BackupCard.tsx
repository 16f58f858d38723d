/** The copies of the database: where they are, which there are, making one, taking one along, putting one back. */
import { Button } from "@/components/Button.tsx";
import { fieldId } from "@/components/Field.tsx";
import { Icon } from "@/components/Icon.tsx";
import type { BackupsView } from "@/lib/pages/settings_page.ts";
import { useTexts } from "@/lib/texts/context.ts";
import { formatBytes, formatCount, formatMoment } from "@/lib/texts/format.ts";
import { fill } from "@/lib/texts/text.ts";

export interface BackupCardProps {
  backups: BackupsView;
  /** Why the last one was not made. */
  problem: string | undefined;
}

type File = BackupsView["files"][number];

/** Those made by hand are never removed: a list of years stays short this way. */
const shownAtOnce = 8;

export function BackupCard({ backups: { folder, files }, problem }: BackupCardProps) {
  const { backup, live: { format, settings: { advanced } } } = useTexts();
  const night = files.find(({ kind }) => kind === "nightly");
  const older = files.slice(shownAtOnce);
  return (
    <section id="backup" class="card">
      <h2>{advanced.backup}</h2>
      <p class="text-ink-muted">{backup.what}</p>
      <dl class="facts">
        <dt>{backup.folder}</dt>
        <dd class="break-words">{folder}</dd>
        <dt>{backup.lastNight}</dt>
        <dd>{night ? formatMoment(night.madeAt, format) : backup.noNight}</dd>
      </dl>
      {problem && (
        <div role="alert" class="report">
          <Icon name="triangle-alert" />
          <p>{problem}</p>
        </div>
      )}
      <form method="post" action="/settings/advanced#backup">
        <Button id={fieldId("backup")} name="action" value="back_up">{backup.now}</Button>
      </form>
      {files.length > 0 && <BackupList files={files.slice(0, shownAtOnce)} label={backup.list} />}
      {older.length > 0 && (
        <details class="more">
          <summary>{fill(backup.older, { n: formatCount(older.length, format) })}</summary>
          <BackupList files={older} label={backup.olderList} />
        </details>
      )}
      <details class="more">
        <summary>{backup.restore}</summary>
        <p>{backup.restoreHow}</p>
        <pre class="command"><code>deno task restore {files[0]?.path ?? "FILE"}</code></pre>
        <p>{backup.restoreExecutable}</p>
      </details>
    </section>
  );
}

function BackupList({ files, label }: { files: File[]; label: string }) {
  const { backup, live: { format } } = useTexts();
  return (
    <ul class="backups" aria-label={label}>
      {files.map(({ name, kind, madeAt, bytes }) => (
        <li key={name}>
          <p>
            <time datetime={madeAt}>{formatMoment(madeAt, format)}</time>
            {` · ${backup.kinds[kind]} · ${formatBytes(bytes, format)}`}
          </p>
          <p class="backup-name">{name}</p>
          <a
            href={`/settings/backups/${encodeURIComponent(name)}`}
            download
            class="btn btn-quiet"
            aria-label={fill(backup.downloadOf, { name })}
          >
            <Icon name="download" />
            <span class="backup-download">{backup.download}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
