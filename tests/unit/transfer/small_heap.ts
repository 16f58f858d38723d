/** A program: one chat of 100 MiB, imported. Run with a small heap it ends only when the chat is never held. */
import { importChats } from "@/lib/transfer/import.ts";
import { openHome } from "./files.ts";

const time = "2026-01-02T03:04:05.678Z";
const times = { created_at: time, updated_at: time };
const session = { id: crypto.randomUUID(), title: "A large one", ...times };

function* chat(): Generator<string> {
  yield `{"format":"chat-webui","version":1,"session":${JSON.stringify(session)},"messages":[`;
  for (let index = 0; index < 100; index++) {
    const content = String.fromCharCode(0x61 + (index % 26)).repeat(1024 * 1024);
    const message = { id: `message ${index}`, parent_id: null, role: "user", content, ...times };
    yield (index > 0 ? "," : "") + JSON.stringify(message);
  }
  yield "]}";
}

await using home = await openHome();
const body = ReadableStream.from(chat()).pipeThrough(new TextEncoderStream());
console.log(JSON.stringify(await importChats(home.deps, body)));
