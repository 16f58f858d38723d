import assert from "node:assert/strict";
import { getMessageRow, listMessages } from "@/lib/chat/transcript.ts";
import { listSessions } from "@/lib/chat/sessions.ts";
import { selectAttachments } from "@/lib/db/attachments.ts";
import { SessionQuery } from "@/lib/shared/session.ts";
import { openHome } from "./files.ts";

const reasoning =
  '<details type="reasoning" done="true" duration="5">\n<summary>Thought for 5 seconds</summary>\n' +
  "&gt; First &lt;this&gt;\n&gt; then that\n</details>\nThe answer";

const exported = {
  id: "w-1",
  user_id: "u",
  title: "Kitchen",
  archived: false,
  pinned: true,
  created_at: 1_700_000_000,
  updated_at: 1_700_000_500,
  chat: {
    title: "Kitchen",
    models: ["qwen3:8b"],
    params: { system: "Be brief." },
    history: {
      currentId: "a2",
      messages: {
        q: {
          id: "q",
          parentId: null,
          childrenIds: ["a1", "a2"],
          role: "user",
          content: "What is this?",
          timestamp: 1_700_000_001,
          files: [{ type: "image", url: "data:image/png;base64,iVBORw0KGgo=" }, { type: "file", url: "x" }],
        },
        a1: {
          id: "a1",
          parentId: "q",
          role: "assistant",
          content: "A",
          model: "m",
          timestamp: 1_700_000_002,
          done: false,
        },
        a2: {
          id: "a2",
          parentId: "q",
          role: "assistant",
          content: reasoning,
          model: "qwen3:8b",
          timestamp: 1_700_000_003,
          done: true,
          usage: {
            eval_count: 7,
            prompt_eval_count: 3,
            eval_duration: 350_000_000,
            total_duration: 400_000_000,
          },
        },
        a3: {
          id: "a3",
          parentId: "q",
          role: "assistant",
          content: "",
          model: "m",
          error: { content: "No GPU" },
        },
      },
    },
  },
};

Deno.test("a chat of Open WebUI keeps branches, dates, pins, thinking, images and figures", async () => {
  await using home = await openHome();
  assert.deepEqual(await home.import([exported]), { imported: 1, skipped: 0, failed: [] });
  const [session] = listSessions(home.deps, SessionQuery.parse({})).items;
  assert.deepEqual(
    [session!.title, session!.pinned, session!.model, session!.system_prompt, session!.updated_at],
    ["Kitchen", true, "qwen3:8b", "Be brief.", "2023-11-14T22:21:40.000Z"],
  );
  const { items: [question, reply] } = listMessages(home.deps, { sessionId: session!.id, limit: 50 });
  assert.deepEqual(selectAttachments(home.db, question!.id).map((bytes) => bytes.length), [8]);
  assert.deepEqual([reply!.content, reply!.thinking, reply!.created_at], [
    "The answer",
    "First <this>\nthen that",
    "2023-11-14T22:13:23.000Z",
  ]);
  assert.equal(getMessageRow(home.db, reply!.id).thinking_ms, 5000);
  assert.deepEqual(reply!.variant, { index: 1, count: 3 });
  assert.deepEqual([reply!.metrics!.completion_tokens, reply!.metrics!.eval_ms], [7, 350]);
  assert.equal(session!.token_count, 7);
  const others = home.db.all(
    "select status, error_message from messages where role = 'assistant' order by seq",
  );
  assert.deepEqual(others, [
    { status: "interrupted", error_message: null },
    { status: "complete", error_message: null },
    { status: "failed", error_message: "No GPU" },
  ]);
  assert.deepEqual(await home.import([exported]), { imported: 0, skipped: 1, failed: [] });
});

Deno.test("an old chat of Open WebUI, a list without parents, becomes one branch", async () => {
  await using home = await openHome();
  const old = {
    id: "o",
    title: "Old",
    chat: { messages: [{ role: "user", content: "a" }, { role: "assistant", content: "b" }] },
  };
  await home.import([old]);
  const [session] = listSessions(home.deps, SessionQuery.parse({})).items;
  const { items } = listMessages(home.deps, { sessionId: session!.id, limit: 50 });
  assert.deepEqual(items.map((item) => item.content), ["a", "b"]);
});
