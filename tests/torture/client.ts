/** A client that chats through the API in random ways until its server dies, and remembers what it was told. */
import { readSse } from "@/tests/helpers/sse.ts";
import type { Oracle } from "./oracle.ts";

export type Act =
  | "chat"
  | "stop"
  | "regenerate"
  | "edit"
  | "continue"
  | "delete"
  | "title";

export const acts: readonly Act[] = [
  "chat",
  "chat",
  "stop",
  "regenerate",
  "edit",
  "continue",
  "delete",
  "title",
];

export class TortureClient {
  sessionId: string | undefined;
  /** The end of its branch, as far as it knows. */
  questionId: string | undefined;
  replyId: string | undefined;
  #count = 0;

  constructor(readonly name: string, readonly oracle: Oracle, readonly random: () => number) {}

  /** Ends when the server is killed: what breaks from then on is no error. */
  async run(
    url: string,
    { note, isKilled }: { note: (act: Act) => void; isKilled: () => boolean },
  ): Promise<void> {
    try {
      while (true) {
        const act = this.replyId ? acts[Math.floor(this.random() * acts.length)]! : "chat";
        note(act);
        await this.#do(act, url);
      }
    } catch (error) {
      if (!isKilled()) throw error;
    }
  }

  async #do(act: Act, url: string): Promise<void> {
    if (act === "chat") return await this.#chat(url);
    if (act === "stop") return await this.#chat(url, Math.floor(this.random() * 40));
    if (act === "regenerate") return await this.#stream(`${url}/api/messages/${this.replyId}/regenerate`, {});
    if (act === "continue") return await this.#stream(`${url}/api/messages/${this.replyId}/continue`, {});
    if (act === "edit") return await this.#edit(url);
    if (act === "delete") return await this.#delete(url);
    await tell(`${url}/api/title`, "POST", { session_id: this.sessionId });
  }

  async #chat(url: string, stopAfter?: number): Promise<void> {
    const content = `${this.name} asks ${++this.#count} ${"x".repeat(Math.floor(this.random() * 200))}`;
    const body = { session_id: this.sessionId, content, background: this.random() < 0.5 };
    await this.#stream(`${url}/api/chat`, body, { content, stopAfter, url });
  }

  async #edit(url: string): Promise<void> {
    const content = `${this.name} edits ${++this.#count}`;
    const response = await ask(`${url}/api/messages/${this.questionId}`, "PATCH", { content });
    if (response.status !== 201) return await response.body?.cancel();
    const message = await response.json();
    this.oracle.acknowledge(message.id, content);
    if (message.parent_id) this.oracle.parents.set(message.id, message.parent_id);
    this.questionId = message.id;
    await this.#stream(`${url}/api/messages/${message.id}/regenerate`, {});
  }

  async #delete(url: string): Promise<void> {
    const id = this.questionId!;
    this.oracle.deleted.add(id);
    this.questionId = this.replyId = undefined;
    await tell(`${url}/api/messages/${id}`, "DELETE");
  }

  async #stream(
    address: string,
    body: unknown,
    asked?: { content: string; stopAfter?: number; url: string },
  ): Promise<void> {
    const response = await ask(address, "POST", body);
    if (response.status !== 200) return void await response.body?.cancel();
    let tokens = 0;
    for await (const { event, data } of readSse(response)) {
      if (event === "start") this.#begin(data, asked?.content);
      if (event === "token") {
        this.oracle.see(this.replyId!, data.text);
        if (tokens++ === asked?.stopAfter) await tell(`${asked.url}/api/chat/${this.replyId}/stop`, "POST");
      }
    }
  }

  // deno-lint-ignore no-explicit-any -- events as the wire has them
  #begin(data: any, content: string | undefined): void {
    this.sessionId = data.session_id;
    const { parents } = this.oracle;
    if (content !== undefined) {
      this.oracle.acknowledge(data.user_message_id, content);
      if (this.questionId && this.questionId !== data.user_message_id) {
        parents.set(data.user_message_id, this.replyId ?? this.questionId);
      }
    }
    this.questionId = data.user_message_id;
    this.replyId = data.message_id;
    parents.set(data.message_id, data.user_message_id);
    this.oracle.begin(data.message_id);
  }
}

/** For what is not looked at: an answer that nobody reads keeps its connection. */
async function tell(address: string, method: string, body?: unknown): Promise<void> {
  await (await ask(address, method, body)).body?.cancel();
}

async function ask(address: string, method: string, body?: unknown): Promise<Response> {
  const response = await fetch(address, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (response.status >= 500) {
    throw new Error(`${method} ${address}: ${response.status} ${await response.text()}`);
  }
  return response;
}
