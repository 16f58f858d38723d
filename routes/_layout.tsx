import { Frame } from "@/components/layout/Frame.tsx";
import CommandPalette from "@/islands/CommandPalette.tsx";
import { define } from "@/lib/http/define.ts";
import { frameView } from "@/lib/pages/frame.ts";
import { isId } from "@/lib/shared/id.ts";
import { TextsContext } from "@/lib/texts/context.ts";

export default define.layout(function PageFrame({ Component, state: { stored, texts }, url, params }) {
  const openSessionId = isId(params.id ?? "") ? params.id!.toLowerCase() : null;
  const { offline, models, ...sidebar } = frameView(stored, openSessionId, url.searchParams);
  return (
    // Not in _app: that is rendered apart, and its contexts do not reach the page.
    <TextsContext.Provider value={texts}>
      <Frame sidebar={{ ...sidebar, path: url.pathname + url.search }} offline={offline}>
        <Component />
        <CommandPalette models={models} />
      </Frame>
    </TextsContext.Provider>
  );
});
