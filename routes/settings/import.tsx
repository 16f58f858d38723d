import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Page } from "@/components/layout/Page.tsx";
import { ImportForm } from "@/components/settings/ImportForm.tsx";
import { ImportReport } from "@/components/settings/ImportReport.tsx";
import { bodyLimit, readRaw } from "@/lib/http/body_bytes.ts";
import { define, pageMethods } from "@/lib/http/define.ts";
import { readFilePart } from "@/lib/http/file_part.ts";
import { importFile } from "@/lib/pages/import_form.ts";

export const handler = pageMethods({
  GET: (ctx) => ctx.redirect("/settings/advanced", 303),
  async POST({ req, state: { deps } }) {
    const form = readFilePart(req.headers.get("content-type") ?? "", readRaw(req, bodyLimit.import));
    const { status, outcome } = await importFile(deps, form, req.signal);
    return page(outcome, { status });
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
