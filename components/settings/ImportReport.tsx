/** What became of a file of chats: how many came in, and which did not and why. */
import { Icon } from "@/components/Icon.tsx";
import type { ImportOutcome } from "@/lib/pages/import_form.ts";
import { useTexts } from "@/lib/texts/context.ts";
import { formatCount, formatCounted } from "@/lib/texts/format.ts";
import { sayProblem } from "@/lib/texts/problem.ts";
import { fill } from "@/lib/texts/text.ts";

/** A file may hold thousands that cannot be read; the first tell what is wrong. */
const mostListed = 100;

export function ImportReport({ outcome }: { outcome: ImportOutcome }) {
  const { transfer, problems, live: { format } } = useTexts();
  if ("problem" in outcome) {
    return (
      <div role="alert" class="report">
        <Icon name="triangle-alert" />
        <p>{sayProblem(outcome.problem, problems)}</p>
      </div>
    );
  }
  const { isDryRun, result: { imported, skipped, failed } } = outcome;
  const chats = (count: number) => formatCounted(count, transfer.chats, format);
  const counts = { chats: chats(imported), skipped: formatCount(skipped, format) };
  return (
    <section aria-label={transfer.title}>
      <p role="status" class="report" data-ok={failed.length === 0 ? "true" : undefined}>
        <Icon name={failed.length === 0 ? "check" : "triangle-alert"} />
        {fill(isDryRun ? transfer.wouldCome : transfer.came, counts)}
        {failed.length > 0 && ` ${fill(transfer.unread, { chats: chats(failed.length) })}`}
      </p>
      {failed.length > 0 && (
        <table class="figures failures">
          <caption>{transfer.failures}</caption>
          <thead>
            <tr>
              <th scope="col">{transfer.place}</th>
              <th scope="col">{transfer.why}</th>
            </tr>
          </thead>
          <tbody>
            {failed.slice(0, mostListed).map(({ index, reason }) => (
              <tr key={index}>
                <th scope="row">{formatCount(index + 1, format)}</th>
                <td>{sayProblem(reason, problems)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {failed.length > mostListed && (
        <p class="hint">{fill(transfer.more, { n: formatCount(failed.length - mostListed, format) })}</p>
      )}
    </section>
  );
}
