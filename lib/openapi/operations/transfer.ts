import { ExportedChat, ExportQuery, ImportQuery } from "@/lib/shared/transfer.ts";
import { ok, type OperationGroup } from "../operation.ts";
import { ImportResult } from "../responses/transfer.ts";

export const transfer: OperationGroup = {
  name: "Export and import",
  words: "Chats as files: to keep, to move to another server, or to bring from another program.",
  operations: [
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
