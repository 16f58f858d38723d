import { Frame } from "@/components/layout/Frame.tsx";
import CommandPalette from "@/islands/CommandPalette.tsx";
import { define } from "@/lib/http/define.ts";
import { frameView } from "@/lib/pages/frame.ts";
import { isId } from "@/lib/shared/id.ts";

export default define.layout(function PageFrame({ Component, state: { stored }, url, params }) {
  const openSessionId = isId(params.id ?? "") ? params.id!.toLowerCase() : null;
  const { offline, models, ...sidebar } = frameView(stored, openSessionId, url.searchParams);
  return (
    <Frame sidebar={{ ...sidebar, path: url.pathname + url.search }} offline={offline}>
      <Component />
      <CommandPalette models={models} />
    </Frame>
  );
});
