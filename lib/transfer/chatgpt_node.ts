/**
 * One node of a ChatGPT conversation: a message, thoughts for the reply after it, or nothing to read.
 *
 * Knows no other node: read_chatgpt.ts puts them together.
 */
import { takeCount, takeName, takeText, type WholeMessage } from "./incoming.ts";
import { isText } from "./long_text.ts";
import { isRecord, type Json, listAt, numberAt, recordAt, textAt } from "./loose.ts";
import { RefusedChat } from "./refused.ts";

export interface Thoughts {
  text: string;
  ms: number | null;
}

/** Of a message; its place in the chat is not known here. */
export type Read = {
  row: Pick<WholeMessage["row"], "role" | "content" | "thinking" | "thinking_ms" | "model" | "status">;
};

export function isRead(read: Read | Thoughts | undefined): read is Read {
  return read !== undefined && "row" in read;
}

/** A message, thoughts for the next one, or nothing. */
export function readMessage(node: Json, thoughts: Thoughts | null): Read | Thoughts | undefined {
  const message = recordAt(node, "message");
  if (!message) return;
  const metadata = recordAt(message, "metadata") ?? {};
  if (metadata.is_visually_hidden_from_conversation === true) return;
  const content = recordAt(message, "content") ?? {};
  const kind = textAt(content, "content_type");
  const ms = takeCount((numberAt(metadata, "finished_duration_sec") ?? NaN) * 1000);
  if (kind === "reasoning_recap") return thoughts ? { ...thoughts, ms: ms ?? thoughts.ms } : undefined;
  const isLast = listAt(node, "children").length === 0;
  const thought = kind === "thoughts" ? join(thoughts?.text, readThoughts(content)) : undefined;
  if (thought !== undefined && !isLast) return { text: thought, ms: ms ?? thoughts?.ms ?? null };
  const text = kind === "thoughts" ? "" : takeText(readText(content, kind), "a message");
  if (text.trim() === "" && !thought) return;
  const role = roleOf(message);
  const isReply = role === "assistant";
  return {
    row: {
      role,
      content: text,
      thinking: isReply ? takeText(thought ?? thoughts?.text ?? "", "a thought") || null : null,
      thinking_ms: isReply ? thoughts?.ms ?? null : null,
      model: isReply ? takeName(textAt(metadata, "model_slug")) : null,
      status: textAt(message, "status") === "in_progress" ? "interrupted" : "complete",
    },
  };
}

function roleOf(message: Json): Read["row"]["role"] {
  const role = textAt(recordAt(message, "author") ?? {}, "role");
  if (role === "user" || role === "assistant" || role === "system" || role === "tool") return role;
  throw new RefusedChat(`has a message by "${(role ?? "nobody").slice(0, 40)}"`);
}

function readText(content: Json, kind: string | undefined): string {
  if (kind === "user_editable_context" || kind === "model_editable_context") return "";
  const parts = listAt(content, "parts").map(readPart).filter((part) => part !== "");
  if (parts.length > 0) return parts.join("\n\n");
  const text = textAt(content, "text") ?? textAt(content, "result") ?? textAt(content, "content") ?? "";
  if (kind !== "code" && kind !== "execution_output" || text.trim() === "") return text;
  const language = textAt(content, "language");
  return `\`\`\`${language && language !== "unknown" ? language : ""}\n${text}\n\`\`\``;
}

function readPart(part: unknown): string {
  if (isText(part)) return part.toString();
  if (!isRecord(part)) return "";
  const kind = textAt(part, "content_type") ?? "";
  if (kind.endsWith("_pointer")) return kind.startsWith("image") ? "*(image, not in the export)*" : "";
  return textAt(part, "text") ?? "";
}

function readThoughts(content: Json): string {
  return listAt(content, "thoughts").filter(isRecord)
    .map((thought) => textAt(thought, "content") ?? textAt(thought, "summary") ?? "")
    .filter((text) => text !== "").join("\n\n");
}

function join(before: string | undefined, text: string): string {
  return [before ?? "", text].filter((part) => part !== "").join("\n\n");
}
