import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Page } from "@/components/layout/Page.tsx";
import { SearchView } from "@/components/search/SearchView.tsx";
import { define, pageMethods } from "@/lib/http/define.ts";
import { searchView } from "@/lib/pages/search_page.ts";
import { fill } from "@/lib/texts/text.ts";

export const handler = pageMethods({
  GET: async ({ url, state: { deps } }) => page(await searchView(deps, url.searchParams)),
});

export default define.page<typeof handler>(function Search({ data, state: { texts: { search } } }) {
  return (
    <>
      <Head>
        <title>{data.q ? fill(search.titleOf, { words: data.q }) : search.title} · Chat WebUI</title>
      </Head>
      <Page title={search.title}>
        <SearchView {...data} />
      </Page>
    </>
  );
});
