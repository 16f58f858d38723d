/** What links and buttons marked `data-page-action` do when scripts run. Loaded with the first press of one. */
import { textsOnPage } from "@/lib/texts/texts_on_page.ts";
import { reach, readError } from "./api.ts";
import { tell } from "./bus.ts";
import { showNewer, showOlder } from "./chat_window.ts";
import { copyText, downloadText } from "./message_source.ts";

export async function actOnPage(button: HTMLElement): Promise<void> {
  button.closest<HTMLElement>("[popover]")?.hidePopover();
  await pageActions[button.dataset.pageAction!]?.(button);
}

const pageActions: Record<string, (button: HTMLElement) => Promise<void>> = {
  older: (link) => showOlder(link as HTMLAnchorElement),
  newer: (link) => showNewer(link as HTMLAnchorElement),
  "copy-chat": async () => {
    await copyText(await readChat());
    tell("toast", { text: textsOnPage().toast.copied });
  },
  "send-chat": async () => {
    const title = document.querySelector("main h1")!.textContent!;
    const text = await readChat();
    if (!navigator.share) {
      downloadText(`${title}.md`, text);
      return tell("toast", { text: textsOnPage().toast.notHandedOver });
    }
    try {
      await navigator.share({ title, text });
    } catch (error) {
      if ((error as DOMException).name !== "AbortError") throw error; // that is a change of mind
    }
  },
};

async function readChat(): Promise<string> {
  const answer = await reach(fetch, `/api/sessions/${location.pathname.slice(6)}/export?format=markdown`, {});
  if (!answer.ok) throw await readError(answer);
  return await answer.text();
}
