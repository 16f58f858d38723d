import { MessagePatch, MessageQuery } from "@/lib/shared/message.ts";
import { SearchQuery } from "@/lib/shared/search.ts";
import {
  Draft,
  NewSession,
  PresenceQuery,
  SessionPatch,
  SessionQuery,
  TitleRequest,
} from "@/lib/shared/session.ts";
import { ExportedChat, ExportQuery, ImportQuery } from "@/lib/shared/transfer.ts";
import { events, noContent, ok, type OperationGroup } from "../operation.ts";
import {
  ImportResult,
  Message,
  MessagePage,
  SearchPage,
  Session,
  SessionEvent,
  SessionMetrics,
  SessionPage,
  SessionWithDraft,
  Title,
} from "../responses/chats.ts";

export const chats: OperationGroup = {
  name: "Chats and messages",
  words: "A chat is called a session here. Its messages are a tree; the current branch is what is shown.",
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
      path: "/api/sessions/{id}/messages",
      summary: "Read messages",
      description: "The current branch, from its end. Reading them clears `unread`.",
      query: MessageQuery,
      answers: [ok(MessagePage, "Oldest first; `previous_cursor` goes into `before`.")],
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
      method: "patch",
      path: "/api/messages/{id}",
      summary: "Edit or pin a message",
      description:
        "Another `content` for a question makes a sibling of it, a new branch, and keeps the old one; " +
        "nothing is generated. For a reply it rewrites the text. At least one field is needed.",
      body: { schema: MessagePatch },
      answers: [
        ok(Message, "The message as it is now."),
        { status: 201, words: "The new question.", content: { as: "json", schema: Message } },
      ],
      errors: ["invalid_input", "not_found", "payload_too_large"],
    },
    {
      method: "delete",
      path: "/api/messages/{id}",
      summary: "Delete a message",
      description: "And what follows it on its branch.",
      answers: [noContent("Deleted.")],
      errors: ["not_found"],
    },
    {
      method: "get",
      path: "/api/messages/{id}/images/{index}",
      summary: "Read an image of a message",
      description: "From 0. Images do not change: they may be cached.",
      answers: [{
        status: 200,
        words: "The image as it was sent.",
        content: {
          as: "file",
          types: ["image/png", "image/jpeg", "image/gif", "image/webp", "application/octet-stream"],
        },
      }],
      errors: ["not_found"],
    },
    {
      method: "post",
      path: "/api/messages/{id}/select",
      summary: "Show another version",
      description: "The branch of this message becomes the current one.",
      answers: [ok(Message, "The message.")],
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
      method: "get",
      path: "/api/search",
      summary: "Search in messages",
      description: "All branches, archived chats too, not titles. All words must match, prefixes match, " +
        '`"exact phrase"`, `-not`; scripts without spaces match by substring. An empty `q` finds nothing. ' +
        "`model` leaves the replies of that model. `from` and `to` are days of UTC or times with a zone, both " +
        "included.",
      query: SearchQuery,
      answers: [ok(SearchPage, "The best first. Ranges count UTF-16 code units of the snippet.")],
      errors: ["invalid_input", "not_found"],
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
    {
      method: "get",
      path: "/api/sessions/{id}/export",
      summary: "Export a chat",
      description: "JSON holds everything, all branches and images; Markdown the current branch, for people.",
      query: ExportQuery,
      answers: [{
        ...ok(ExportedChat, "A file to keep."),
        headers: { "Content-Disposition": "Its name: the chat's title." },
      }],
      errors: ["invalid_input", "not_found"],
    },
    {
      method: "get",
      path: "/api/export",
      summary: "Export all chats",
      answers: [{
        status: 200,
        words: "One chat a line (JSON lines), as it is read.",
        content: { as: "file", types: ["application/x-ndjson"] },
      }],
    },
    {
      method: "post",
      path: "/api/import",
      summary: "Import chats",
      description:
        "Importing a file twice adds nothing. Dates, branches and pins survive. With `dry_run=true` nothing " +
        "is stored: the answer says what would be. A file in which no chat is recognised is 400.",
      query: ImportQuery,
      body: {
        words:
          "One exported chat, the JSON lines of `GET /api/export`, ChatGPT's `conversations.json`, or the chat " +
          "export of Open WebUI. Up to 512 MiB.",
      },
      answers: [ok(ImportResult, "How many chats; `index` is the place in the file, from 0.")],
      errors: ["invalid_input", "payload_too_large", "storage_full"],
    },
  ],
};
