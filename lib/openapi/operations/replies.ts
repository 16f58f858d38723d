import { ChatRequest, ContinueRequest, RegenerateRequest, StreamQuery } from "@/lib/shared/chat.ts";
import type { ErrorCode } from "@/lib/shared/error.ts";
import { events, noContent, ok, type OperationGroup } from "../operation.ts";
import { Message } from "../responses/messages.ts";
import { ReplyEvent } from "../responses/events.ts";

const stream = events(ReplyEvent, "The reply, as it is written.");
const asking: ErrorCode[] = [
  "invalid_input",
  "not_found",
  "model_not_found",
  "conflict",
  "setup_required",
  "payload_too_large",
  "ollama_unreachable",
];

export const replies: OperationGroup = {
  name: "Replies",
  words: "A reply belongs to the server: every way here reads along, none of them owns it.",
  operations: [
    {
      method: "post",
      path: "/api/chat",
      summary: "Send a message and read the reply",
      description:
        "Without `session_id` a chat is made. The model is the request's, else the chat's, else the " +
        "default one, else the only one installed. `parent_id` null starts a new root; absent it is the end of the " +
        "current branch. The question is stored before Ollama is asked. `message_id`, a UUID of yours, becomes the " +
        "reply's id and makes a repeat harmless: the same id gives the same reply. With `background` the reply goes " +
        "on when nobody reads; otherwise it is stopped `STREAM_GRACE_SECONDS` after the last reader left. What goes " +
        "wrong after the stream has begun comes as its `error` event.",
      body: { schema: ChatRequest },
      answers: [
        stream,
        noContent("A repeat of a reply whose events are no longer kept and of which nothing is left."),
      ],
      errors: asking,
    },
    {
      method: "get",
      path: "/api/chat/{id}/stream",
      summary: "Read a reply, live or ended",
      description:
        "From the event after `after`. Where those events are no longer kept the stream begins anew with " +
        "`start`: drop what you had.",
      query: StreamQuery,
      headers: { "Last-Event-ID": "As `after`, which wins over it." },
      answers: [stream, noContent("Nothing is left to read.")],
      errors: ["invalid_input", "not_found"],
    },
    {
      method: "post",
      path: "/api/chat/{id}/stop",
      summary: "Stop a reply",
      description: "In every phase. The text so far is kept. One that has ended is given as it is.",
      answers: [ok(Message, "The reply.")],
      errors: ["not_found"],
    },
    {
      method: "post",
      path: "/api/messages/{id}/regenerate",
      summary: "Answer again",
      description:
        "The new reply takes the former one's place; the former stays as a version. On a question: answers " +
        "it again. One that fails does not become the current version.",
      body: { schema: RegenerateRequest, isOptional: true },
      answers: [stream],
      errors: asking,
    },
    {
      method: "post",
      path: "/api/messages/{id}/continue",
      summary: "Go on with a reply that was cut",
      description: "Stopped, interrupted or at its length limit. The first `token` holds the text so far.",
      body: { schema: ContinueRequest, isOptional: true },
      answers: [stream],
      errors: asking,
    },
    {
      method: "get",
      path: "/ws/chat",
      summary: "The same over a WebSocket",
      description:
        "For where something on the way holds streamed answers back. Send JSON text, get JSON text; any " +
        "number of replies on one socket. See `SocketRequest` and `SocketMessage`.",
      answers: [{ status: 101, words: "The connection is a WebSocket now." }],
      errors: ["invalid_input"],
    },
  ],
};
