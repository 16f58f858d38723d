/** One method of one address, as the reference tells of it. */
import type * as z from "zod";
import type { ErrorCode } from "@/lib/shared/error.ts";

export interface Operation {
  method: "get" | "post" | "put" | "patch" | "delete";
  /** `/api/sessions/{id}`; what stands in braces is a parameter. */
  path: string;
  summary: string;
  /** More than one line needs: plain sentences. */
  description?: string;
  query?: z.ZodObject;
  /** Read from a header. */
  headers?: Record<string, string>;
  body?: Body;
  answers: Answer[];
  /** Besides those that every call can have. */
  errors?: ErrorCode[];
}

export interface Body {
  schema?: z.ZodType;
  /** Without a schema: what may be sent. */
  words?: string;
  isOptional?: boolean;
}

export interface Answer {
  status: number;
  words: string;
  content?: Content;
  headers?: Record<string, string>;
}

export type Content =
  | { as: "json"; schema: z.ZodType }
  /** `text/event-stream`; the schema is of an event as `{id?, event, data}`. */
  | { as: "events"; schema: z.ZodType }
  | { as: "file"; types: string[] };

export interface OperationGroup {
  name: string;
  words: string;
  operations: Operation[];
}

export const noContent = (words: string): Answer => ({ status: 204, words });

export const ok = (schema: z.ZodType, words: string): Answer => ({
  status: 200,
  words,
  content: { as: "json", schema },
});

export const events = (schema: z.ZodType, words: string): Answer => ({
  status: 200,
  words,
  content: { as: "events", schema },
});
