/** What SQLite costs while a reply streams: each stored piece, and the end of the turn. On a real disk. */
import { closeTurn } from "@/lib/chat/close_turn.ts";
import { extendBranch } from "@/lib/chat/branches.ts";
import { ReplyDraft } from "@/lib/chat/reply_draft.ts";
import { createSession } from "@/lib/chat/sessions.ts";
import type { Turn } from "@/lib/chat/turn.ts";
import { insertMessage } from "@/lib/db/messages.ts";
import { insertPiece } from "@/lib/db/reply_pieces.ts";
import type { Deps } from "@/lib/deps.ts";
import { noPromptOptions } from "@/lib/shared/prompt_options.ts";
import { testDeps } from "@/tests/helpers/deps.ts";
import { atMost, type Bench, type BenchSize, type Figure } from "./bench.ts";
import { median } from "./statistics.ts";

export const storage: Bench = {
  name: "storage",
  about:
    "SQLite's share of a reply: a stored piece against a plain insert, the end of a turn against one commit.",
  run: measure,
};

async function* measure(size: BenchSize): AsyncGenerator<Figure> {
  const folder = await Deno.makeTempDir({ prefix: "chat-webui-bench-" });
  try {
    const [rounds, pieces] = size === "smoke" ? [3, 500] : [15, 5000];
    await using test = await testDeps({ databasePath: `${folder}/bench.db` });
    test.deps.db.exec("create table plain (position integer primary key, text text not null) strict");
    yield await measurePieces(test.deps, rounds, pieces);
    for (const tokens of size === "smoke" ? [100] : [500, 10_000]) {
      yield await measureEnds(test.deps, rounds, tokens);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function measurePieces(deps: Deps, rounds: number, pieces: number): Promise<Figure> {
  const { db } = deps;
  const { replyId: messageId } = await beginTurn(deps);
  let position = 0;
  const samples = Array.from({ length: rounds }, () => ({
    stored: perCall(
      pieces,
      () =>
        db.relaxed(() =>
          insertPiece(db, { messageId, position: position++, kind: "content", text: " token" })
        ),
    ),
    plain: db.relaxed(() => perCall(pieces, () => db.run("insert into plain (text) values (?)", " token"))),
  }));
  return {
    name: "a stored piece",
    value: median(samples.map((sample) => sample.stored)) * 1000,
    unit: "µs",
    baseline: { name: "a plain insert", value: median(samples.map((sample) => sample.plain)) * 1000 },
    budget: atMost(100),
  };
}

async function measureEnds(deps: Deps, rounds: number, tokens: number): Promise<Figure> {
  const { db } = deps;
  const ends: number[] = [];
  const commits: number[] = [];
  const text = " token".repeat(tokens);
  for (let round = 0; round < rounds; round++) {
    const turn = await beginTurn(deps);
    const draft = new ReplyDraft(db, turn.replyId);
    for (let token = 0; token < tokens; token++) {
      draft.add([{ content: " token", thinking: "", toolCalls: [] }]);
    }
    draft.finish();
    ends.push(perCall(1, () => closeTurn(deps, turn, { draft, prompt: null })));
    commits.push(perCall(1, () => db.transaction(() => db.run("insert into plain (text) values (?)", text))));
  }
  return {
    name: `the end of a turn of ${tokens.toLocaleString("en")} tokens`,
    value: median(ends),
    unit: "ms",
    baseline: { name: "one durable insert of its text", value: median(commits) },
  };
}

/** A question and an empty reply, as they are stored before Ollama is called. */
async function beginTurn(deps: Deps): Promise<Turn> {
  const model = await deps.catalog.find("guide:latest");
  const { id: sessionId } = createSession(deps, { model: model.name });
  const [userMessageId, replyId] = [deps.newId(), deps.newId()];
  const common = { session_id: sessionId, created_at: deps.now() };
  const question = { ...common, id: userMessageId, parent_id: null, role: "user" } as const;
  const reply = { ...common, id: replyId, parent_id: userMessageId, role: "assistant" } as const;
  deps.db.transaction(() => {
    insertMessage(deps.db, { ...question, content: "Why?", model: null, status: "complete" });
    extendBranch(deps.db, question);
    insertMessage(deps.db, { ...reply, content: "", model: model.name, status: "streaming" });
    extendBranch(deps.db, reply);
  });
  return {
    sessionId,
    userMessageId,
    replyId,
    model,
    createdAt: new Date().toISOString(),
    isBackground: true,
    systemPrompt: null,
    options: noPromptOptions,
    keepAlive: null,
    soFar: "",
    thinkingSoFar: null,
    figuresSoFar: null,
    formerReplyId: null,
  };
}

/** Milliseconds. */
function perCall(times: number, call: () => void): number {
  const begun = performance.now();
  for (let index = 0; index < times; index++) call();
  return (performance.now() - begun) / times;
}
