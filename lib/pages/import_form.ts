/** The form that chats are read in by: what became of its file. */
import type { Deps } from "@/lib/deps.ts";
import { describeError } from "@/lib/errors.ts";
import type { ImportResult } from "@/lib/shared/transfer.ts";
import { importChats } from "@/lib/transfer/import.ts";

export type ImportOutcome = { isDryRun: boolean; result: ImportResult } | { problem: string };

/** Its fields stand before its file. */
interface ImportForm {
  fields: Map<string, string>;
  bytes: AsyncIterable<Uint8Array>;
}

/** What cannot be read at all is an outcome too. */
export async function importFile(
  deps: Deps,
  reading: Promise<ImportForm>,
  signal: AbortSignal,
): Promise<{ status: number; outcome: ImportOutcome }> {
  try {
    const { fields, bytes } = await reading;
    const isDryRun = fields.has("dry_run");
    return {
      status: 200,
      outcome: { isDryRun, result: await importChats(deps, bytes, { isDryRun, signal }) },
    };
  } catch (error) {
    const { status, message } = describeError(error);
    if (status === 500) throw error;
    return { status, outcome: { problem: message } };
  }
}
