import { MessagePatch, MessageQuery } from "@/lib/shared/message.ts";
import { noContent, ok, type OperationGroup } from "../operation.ts";
import { Message, MessagePage } from "../responses/messages.ts";

export const messages: OperationGroup = {
  name: "Messages",
  words: "The messages of a chat are a tree; the current branch is what is shown.",
  operations: [
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
  ],
};
