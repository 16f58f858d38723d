import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Page } from "@/components/layout/Page.tsx";
import { SearchView } from "@/components/search/SearchView.tsx";
import { define, pageMethods } from "@/lib/http/define.ts";
import { searchView } from "@/lib/pages/search_page.ts";

export const handler = pageMethods({
  GET: async ({ url, state: { deps } }) => page(await searchView(deps, url.searchParams)),
});

export default define.page<typeof handler>(function Search({ data }) {
  return (
    <>
      <Head>
        <title>{data.q ? `“${data.q}”` : "Search"} · Chat WebUI</title>
      </Head>
      <Page title="Search">
        <SearchView {...data} />
      </Page>
    </>
  );
});
