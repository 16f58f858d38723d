import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Page } from "@/components/layout/Page.tsx";
import { ImportForm } from "@/components/settings/ImportForm.tsx";
import { type ImportOutcome, ImportReport } from "@/components/settings/ImportReport.tsx";
import { describeError } from "@/lib/errors.ts";
import { bodyLimit, readRaw } from "@/lib/http/body_bytes.ts";
import { define, pageMethods } from "@/lib/http/define.ts";
import { readFilePart } from "@/lib/http/file_part.ts";
import { importChats } from "@/lib/transfer/import.ts";

export const handler = pageMethods({
  GET: (ctx) => ctx.redirect("/settings/advanced", 303),
  async POST({ req, state: { deps } }) {
    try {
      const part = await readFilePart(
        req.headers.get("content-type") ?? "",
        readRaw(req, bodyLimit.import),
      );
      const isDryRun = part.fields.has("dry_run");
      const result = await importChats(deps, part.bytes, { isDryRun, signal: req.signal });
      return page<ImportOutcome>({ isDryRun, result });
    } catch (error) {
      const { status, message } = describeError(error);
      if (status === 500) throw error;
      return page<ImportOutcome>({ problem: message }, { status });
    }
  },
});

export default define.page<typeof handler>(function Import({ data, state: { texts: { transfer } } }) {
  return (
    <>
      <Head>
        <title>{transfer.title} · Chat WebUI</title>
      </Head>
      <Page title={transfer.title}>
        <ImportReport outcome={data} />
        <section class="card">
          <ImportForm />
        </section>
        <p>
          <a href="/settings/advanced" class="btn btn-quiet">{transfer.back}</a>
        </p>
      </Page>
    </>
  );
});
