/** The whole reference, in the order in which it is read. */
import type { OperationGroup } from "./operation.ts";
import { messages } from "./operations/messages.ts";
import { models } from "./operations/models.ts";
import { replies } from "./operations/replies.ts";
import { search } from "./operations/search.ts";
import { sessions } from "./operations/sessions.ts";
import { state } from "./operations/state.ts";
import { transfer } from "./operations/transfer.ts";

export const groups: OperationGroup[] = [replies, sessions, messages, search, transfer, models, state];

/** What is not about one address. */
export const rules = [
  "JSON is UTF-8 with names in snake_case. Times are ISO 8601 in UTC with milliseconds, durations are " +
  "milliseconds (`_ms`) unless the name says `_seconds`, sizes are bytes. Ids are UUIDs.",
  "Bodies are read as JSON whatever the `Content-Type` says. An unknown field, a wrong type, a key given twice " +
  "or an unknown query parameter is `invalid_input`: a typo never passes in silence.",
  "Every answer has an `X-Request-Id`. Every answer that is not 2xx has the shape of `Error`.",
  "HEAD works wherever GET does. A method that an address lacks is 405 with `Allow`.",
  "The `Host` header must name this server (see `ALLOWED_HOSTS`), and browsers may call only from the same " +
  "origin (see `CORS_ORIGINS`). With neither `Origin` nor `Sec-Fetch-Site`, as curl sends, loopback names are served.",
  "Where `ACCESS_PASSWORD` is set, send the login cookie or `Authorization: Bearer <password>`.",
];

export const streamRules = [
  "An event stream is `text/event-stream`: for each event a line `id:` (replies only, 1, 2, 3, …), a line " +
  "`event:`, and one line `data:` with JSON. `: heartbeat` lines come every `SSE_HEARTBEAT_SECONDS`.",
  "A reply begins with `start` and ends with one `done` (complete or stopped) or one `error` (failed or " +
  "interrupted). The text of all `token` events is the reply's `content`, byte for byte.",
  "What you read is stored already. After a break read on with `GET /api/chat/{id}/stream?after=<last id>`.",
];
