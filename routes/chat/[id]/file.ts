import { writeChatFile } from "@/components/chat/chat_file.ts";
import { readBranch } from "@/lib/chat/read_branch.ts";
import { getSession } from "@/lib/chat/sessions.ts";
import { pageMethods } from "@/lib/http/define.ts";
import { downloadResponse } from "@/lib/http/download.ts";
import { readId } from "@/lib/http/path.ts";

export const handler = pageMethods({
  GET({ params, state: { deps, texts } }) {
    const id = readId(params, "chat");
    const { title } = getSession(deps, id);
    const pieces = writeChatFile(title, readBranch(deps, id), texts);
    return downloadResponse(pieces, { name: title, extension: ".html", type: "text/html" });
  },
});
