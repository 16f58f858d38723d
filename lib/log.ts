/**
 * The log: one line a record on stderr, JSON or for people.
 *
 * Never holds a prompt, a reply, a key, a cookie or a password: fields of such names are dropped here, as a
 * second wall behind those who write. Control characters are escaped, so that one record stays one line.
 */
import { configureSync, getLogger, type Logger, type LogRecord, type Sink } from "@logtape/logtape";
import { redactByField } from "@logtape/redaction";

export interface LogOptions {
  level: "debug" | "info" | "warning" | "error";
  format: "pretty" | "json";
  write?: (line: string) => void;
}

/** LogTape has one configuration a process: the last call counts. */
export function openLog({ level, format, write = console.error }: LogOptions): Logger {
  const formatRecord = format === "json" ? formatJson : formatPretty;
  const sink: Sink = (record) => write(escapeControls(hideBearer(formatRecord(record))));
  configureSync({
    reset: true,
    sinks: { stderr: redactByField(sink, { fieldPatterns: secretFields, action: () => "[hidden]" }) },
    loggers: [
      { category: ["chat"], lowestLevel: level, sinks: ["stderr"] },
      { category: ["logtape", "meta"], lowestLevel: "error", sinks: ["stderr"] },
    ],
  });
  return getLogger(["chat"]);
}

const secretFields = [
  /pass(word|wd|phrase)/i,
  /secret/i,
  /api[-_]?key/i,
  /^(config[-_]?)?key$/i,
  /authorization/i,
  /cookie/i,
  /^(content|prompt|system_?prompt|reply|thinking|text|body|messages?|draft|query)$/i,
];

function formatJson(record: LogRecord): string {
  const { timestamp, level, properties } = record;
  const time = new Date(timestamp).toISOString();
  return JSON.stringify({ time, level, message: messageOf(record), ...plain(properties) });
}

function formatPretty(record: LogRecord): string {
  const { timestamp, level, properties } = record;
  const time = new Date(timestamp).toISOString().slice(11, 23);
  const fields = Object.entries(plain(properties)).map(([name, value]) =>
    `${name}=${typeof value === "string" && /^[\w./:@%~+-]+$/.test(value) ? value : JSON.stringify(value)}`
  );
  return [time, level.toUpperCase().padEnd(7), messageOf(record), ...fields].join(" ");
}

function messageOf(record: LogRecord): string {
  return record.message.map((part) => typeof part === "string" ? part : JSON.stringify(part)).join("");
}

/** Errors have no enumerable fields of their own: JSON would show `{}`. */
function plain(properties: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(properties);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, value instanceof Error ? describe(value) : value]),
  );
}

function describe(error: Error): Record<string, unknown> {
  const cause = error.cause instanceof Error ? describe(error.cause) : undefined;
  return {
    name: error.name,
    why: error.message,
    stack: error.stack?.split("\n").slice(1, 12).join("\n"),
    cause,
  };
}

function hideBearer(line: string): string {
  return line.replace(/\b(Bearer|Basic) +[\w.~+/=-]+/gi, "$1 [hidden]");
}

/** Control characters, line separators, and what turns the direction of text. */
function escapeControls(line: string): string {
  const escape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return line.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, escape);
}
