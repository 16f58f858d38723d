/** What became of a file of chats: how many came in, and which did not and why. */
import { Icon } from "@/components/Icon.tsx";
import { formatCount } from "@/lib/shared/format.ts";
import type { ImportResult } from "@/lib/shared/transfer.ts";

export type ImportOutcome = { isDryRun: boolean; result: ImportResult } | { problem: string };

/** A file may hold thousands that cannot be read; the first tell what is wrong. */
const mostListed = 100;

export function ImportReport({ outcome }: { outcome: ImportOutcome }) {
  if ("problem" in outcome) {
    return (
      <div role="alert" class="report">
        <Icon name="triangle-alert" />
        <p>{outcome.problem}</p>
      </div>
    );
  }
  const { isDryRun, result: { imported, skipped, failed } } = outcome;
  return (
    <section aria-label="Import">
      <p role="status" class="report" data-ok={failed.length === 0 ? "true" : undefined}>
        <Icon name={failed.length === 0 ? "check" : "triangle-alert"} />
        {isDryRun
          ? `Nothing was stored. ${chats(imported)} would come in, ${formatCount(skipped)} are here already.`
          : `${chats(imported)} came in, ${formatCount(skipped)} were here already.`}
        {failed.length > 0 && ` ${chats(failed.length)} could not be read.`}
      </p>
      {failed.length > 0 && (
        <table class="figures failures">
          <caption>Not read</caption>
          <thead>
            <tr>
              <th scope="col">Place in the file</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {failed.slice(0, mostListed).map(({ index, reason }) => (
              <tr key={index}>
                <th scope="row">{formatCount(index + 1)}</th>
                <td>{reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {failed.length > mostListed && <p class="hint">And {formatCount(failed.length - mostListed)} more.</p>}
    </section>
  );
}

function chats(count: number): string {
  return count === 1 ? "1 chat" : `${formatCount(count)} chats`;
}
