import { Head } from "fresh/runtime";
import { page } from "fresh";
import { ChatPage, titleOf } from "@/components/chat/ChatPage.tsx";
import { loadDraw } from "@/components/chat/load_draw.ts";
import ChatComposer from "@/islands/ChatComposer.tsx";
import MetricsHud from "@/islands/MetricsHud.tsx";
import StreamViewer from "@/islands/StreamViewer.tsx";
import { bodyLimit, readRaw } from "@/lib/http/body_bytes.ts";
import { define, pageMethods } from "@/lib/http/define.ts";
import { isFileForm, readFileForm } from "@/lib/http/file_part.ts";
import { readId } from "@/lib/http/path.ts";
import { actOnChat, type ChatForm } from "@/lib/pages/chat_forms.ts";
import { chatView } from "@/lib/pages/chat_page.ts";
import { readForm } from "@/lib/pages/form.ts";

export const handler = pageMethods({
  async GET({ params, url, state: { deps } }) {
    const chat = chatView(deps, { id: sessionIdOf(params), search: url.searchParams });
    return page({ chat, draw: await loadDraw(chat.messages) });
  },
  async POST(ctx) {
    const { deps, texts } = ctx.state;
    const id = sessionIdOf(ctx.params);
    const answer = await actOnChat(deps, id, await readChatForm(ctx.req), texts.live);
    if ("location" in answer) return ctx.redirect(answer.location, 303);
    const chat = chatView(deps, { id, search: new URLSearchParams() }, answer);
    return page({ chat, draw: await loadDraw(chat.messages) }, { status: answer.status });
  },
});

export default define.page<typeof handler>(function Chat({ data: { chat, draw }, state: { texts } }) {
  const { id: sessionId, generating, composer } = chat;
  return (
    <>
      <Head>
        <title>{titleOf(chat, texts)} · Chat WebUI</title>
      </Head>
      <ChatPage
        chat={chat}
        draw={draw}
        hud={<MetricsHud metrics={chat.reply?.metrics ?? null} />}
        live={<StreamViewer sessionId={sessionId} background={composer.background} />}
        composer={
          <ChatComposer sessionId={sessionId} generating={generating} reply={chat.reply} {...composer} />
        }
      />
    </>
  );
});

async function readChatForm(req: Request): Promise<ChatForm> {
  if (!isFileForm(req)) return { fields: await readForm(req), files: [] };
  return await readFileForm(req.headers.get("content-type")!, readRaw(req, bodyLimit.chat));
}

function sessionIdOf(params: Record<string, string>): string | null {
  return params.id ? readId(params, "chat") : null;
}
