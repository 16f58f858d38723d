/**
 * What the buttons of a message do when scripts run.
 *
 * Copying and streaming are done here; everything else is the button's own form, sent without leaving the
 * page, whose answer then shows the conversation as it is now.
 */
import type { Message } from "@/lib/shared/message.ts";
import { textsOnPage } from "@/lib/texts/texts_on_page.ts";
import { requestJson } from "./api.ts";
import { tell } from "./bus.ts";
import type { TurnEvent, Wire } from "./follow_reply.ts";
import { copyText, downloadText, findMessage } from "./message_source.ts";
import { continueReply, regenerateReply, runTurn } from "./send_turn.ts";
import { loadServerPage, type ServerPage } from "./server_page.ts";
import { articleOf, showMessage } from "./transcript_dom.ts";

export interface ActionPlace {
  sessionId: string;
  background: boolean;
  wire: Wire;
  /** Among older messages: what changes the rest of the chat is done by the plain form, and leads to its place. */
  isPast: boolean;
  show(page: ServerPage): void;
}

interface Press {
  button: HTMLButtonElement;
  article: HTMLElement;
  id: string;
  place: ActionPlace;
}

/** @returns undefined when the element is no such button */
export function actionAt(element: Element, place: ActionPlace): (() => Promise<void>) | undefined {
  const button = element.closest<HTMLButtonElement>("[data-action]");
  const article = button && articleOf(button);
  const name = button?.dataset.action ?? "";
  const act = hereActions[name] ?? ofOneMessage[name] ?? (place.isPast ? undefined : ofBranch[name]);
  if (!button || !article || !act) return undefined;
  return () => {
    button.closest<HTMLElement>("[popover]")?.hidePopover();
    return act({ button, article, id: article.dataset.messageId!, place });
  };
}

type Actions = Record<string, ((press: Press) => Promise<void>) | undefined>;

const hereActions: Actions = {
  copy: copySource,
  "copy-markdown": copySource,
  "copy-link": ({ id, place }) => copy(new URL(`/chat/${place.sessionId}#m-${id}`, location.href).href),
  download: async (press) => downloadText(`message-${press.id}.md`, await sourceOf(press)),
  regenerate,
  retry: regenerate,
  continue: ({ id, place }) =>
    answerAgain(continueReply(place.wire, id, { background: place.background }), id, "caught-up"),
};

const ofOneMessage: Actions = {
  "save-edit": saveEdit,
  edit: (press) => sendForm(press, "[data-editor] textarea"),
  delete: (press) => sendForm(press, "[data-action='cancel-delete']"),
  pin: sendForm,
  unpin: sendForm,
  "cancel-edit": (press) => sendForm(press, "[data-action='edit']"),
  "cancel-delete": (press) => sendForm(press, "[data-action='delete']"),
};

const ofBranch: Actions = {
  previous: sendForm,
  next: sendForm,
  "confirm-delete": sendForm,
};

/** @param focus what to put the focus on in the message afterwards */
async function sendForm({ button, article, id, place }: Press, focus?: string): Promise<void> {
  const isQuery = button.getAttribute("formmethod") === "get";
  const fields = new URLSearchParams([[button.name, button.value]]);
  const path = `/chat/${place.sessionId}`;
  const page = isQuery ? await loadServerPage(`${path}?${fields}`) : await loadServerPage(path, fields);
  const log = article.closest("[role=log]")!;
  if (!place.isPast) place.show(page);
  else await showAlone(article, place, isQuery ? page : undefined);
  if (!focus) return;
  const target = log.querySelector<HTMLElement>(`[data-message-id="${id}"] ${focus}`);
  target?.focus();
  if (target instanceof HTMLTextAreaElement) {
    target.setSelectionRange(target.value.length, target.value.length);
  }
}

/** A message as it is now, with those around it as they are. @param page one that has it */
async function showAlone(article: HTMLElement, { sessionId }: ActionPlace, page?: ServerPage): Promise<void> {
  const around = page ?? await loadServerPage(`/chat/${sessionId}?at=${article.dataset.messageId}`);
  if (!showMessage(article, around.document)) location.assign(around.url); // it is gone, or something failed
}

/** A question becomes a new branch and is answered; a reply is rewritten as it stands. */
async function saveEdit({ button, article, id, place }: Press): Promise<void> {
  const field = article.querySelector<HTMLTextAreaElement>("[data-editor] textarea")!;
  const { isPast } = place;
  if (isPast && article.dataset.role === "user") return button.form!.requestSubmit(button);
  const message = await requestJson<Message>("PATCH", `/api/messages/${id}`, { content: field.value });
  if (isPast) return await showAlone(article, place);
  place.show(await loadServerPage(`/chat/${place.sessionId}`));
  if (message.role !== "user") return;
  const events = regenerateReply(place.wire, message.id, { background: place.background });
  await runTurn(events, { replyId: null, content: null });
}

function regenerate({ id, place }: Press): Promise<void> {
  return answerAgain(regenerateReply(place.wire, id, { background: place.background }), id, "now");
}

function answerAgain(events: AsyncIterable<TurnEvent>, id: string, when: "now" | "caught-up"): Promise<void> {
  return runTurn(events, { replyId: null, content: null, replaces: { id, when } });
}

async function copySource(press: Press): Promise<void> {
  await copy(await sourceOf(press));
}

async function sourceOf({ id, place }: Press): Promise<string> {
  return (await findMessage(place.sessionId, id))?.content ?? "";
}

export async function copy(text: string): Promise<void> {
  await copyText(text);
  tell("toast", { text: textsOnPage().toast.copied });
}
