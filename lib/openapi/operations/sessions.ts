import {
  Draft,
  NewSession,
  PresenceQuery,
  SessionPatch,
  SessionQuery,
  TitleRequest,
} from "@/lib/shared/session.ts";
import { events, noContent, ok, type OperationGroup } from "../operation.ts";
import { SessionMetrics } from "../responses/messages.ts";
import { Session, SessionEvent, SessionPage, SessionWithDraft, Title } from "../responses/sessions.ts";

export const sessions: OperationGroup = {
  name: "Chats",
  words: "A chat is called a session here: its title, model, options, draft and figures.",
  operations: [
    {
      method: "get",
      path: "/api/sessions",
      summary: "List chats",
      description:
        "Pinned ones first, then the last changed. Archived ones come only with their filter; `q` looks " +
        "into titles.",
      query: SessionQuery,
      answers: [ok(SessionPage, "A page; `next_cursor` is null on the last one.")],
      errors: ["invalid_input"],
    },
    {
      method: "post",
      path: "/api/sessions",
      summary: "Make a chat",
      description:
        "A `temporary` one is in memory only: in no list, search, figures, export of all chats or backup. It is " +
        "gone when it is deleted, some minutes after its last request, and when the server ends. There can be " +
        "20 of them.",
      body: { schema: NewSession, isOptional: true },
      answers: [{
        status: 201,
        words: "The new chat.",
        content: { as: "json", schema: Session },
        headers: { Location: "Its address." },
      }],
      errors: ["invalid_input", "conflict", "payload_too_large"],
    },
    {
      method: "get",
      path: "/api/sessions/events",
      summary: "Watch the list of chats",
      description:
        "A stream that stays open. `session` comes when a chat is made, titled, generating, unread or " +
        "changed, `session_deleted` when one is gone.",
      answers: [events(SessionEvent, "Events without ids; read the list again after a break.")],
    },
    {
      method: "get",
      path: "/api/sessions/{id}",
      summary: "Read a chat",
      answers: [ok(SessionWithDraft, "The chat with its draft.")],
      errors: ["not_found"],
    },
    {
      method: "patch",
      path: "/api/sessions/{id}",
      summary: "Change a chat",
      description: "What is absent stays; null clears. `options` is merged field by field.",
      body: { schema: SessionPatch },
      answers: [ok(Session, "The chat as it is now.")],
      errors: ["invalid_input", "not_found", "payload_too_large"],
    },
    {
      method: "delete",
      path: "/api/sessions/{id}",
      summary: "Delete a chat",
      description: "With its messages and images. A reply that is being written is stopped.",
      answers: [noContent("Deleted.")],
      errors: ["not_found"],
    },
    {
      method: "put",
      path: "/api/sessions/{id}/draft",
      summary: "Keep what is being typed",
      body: { schema: Draft },
      answers: [noContent("Kept. Sending a message clears it.")],
      errors: ["invalid_input", "not_found"],
    },
    {
      method: "get",
      path: "/api/sessions/{id}/metrics",
      summary: "The figures of a chat",
      answers: [ok(SessionMetrics, "Sums, and the figures of each reply.")],
      errors: ["not_found"],
    },
    {
      method: "post",
      path: "/api/title",
      summary: "Give a chat a title",
      description:
        "Asks a model; takes the first line where Ollama cannot. A title that a person wrote stays.",
      body: { schema: TitleRequest },
      answers: [ok(Title, "The title and where it comes from.")],
      errors: ["invalid_input", "not_found", "model_not_found", "setup_required"],
    },
    {
      method: "post",
      path: "/api/sessions/{id}/presence",
      summary: "Say that a page shows a temporary chat",
      description: "Or that it was left: then the chat is gone in two minutes, unless another page shows it.",
      query: PresenceQuery,
      answers: [noContent("It is known. Of other chats it changes nothing.")],
      errors: ["invalid_input", "not_found"],
    },
    {
      method: "post",
      path: "/api/sessions/{id}/keep",
      summary: "Keep a temporary chat",
      description:
        "It becomes a chat like any other, under its id. A reply that is being written is stopped.",
      answers: [{ status: 201, words: "The chat.", content: { as: "json", schema: Session } }],
      errors: ["not_found", "conflict"],
    },
  ],
};
