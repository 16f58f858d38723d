import assert from "node:assert/strict";
import { listMessages } from "@/lib/chat/transcript.ts";
import { selectSiblings } from "@/lib/db/messages.ts";
import { getMessage, getMessageRow } from "@/lib/chat/transcript.ts";
import { listSessions } from "@/lib/chat/sessions.ts";
import { SessionQuery } from "@/lib/shared/session.ts";
import { type Home, openHome } from "./files.ts";

interface Node {
  parent: string | null;
  children?: string[];
  message?: unknown;
}

function message(role: string, parts: unknown[], more: Record<string, unknown> = {}) {
  return {
    author: { role },
    create_time: 1_700_000_000.25,
    content: { content_type: "text", parts },
    status: "finished_successfully",
    metadata: role === "assistant" ? { model_slug: "gpt-4o" } : {},
    ...more,
  };
}

function conversation(mapping: Record<string, Node>, more: Record<string, unknown> = {}) {
  const children = (id: string) => Object.keys(mapping).filter((key) => mapping[key]!.parent === id);
  return {
    title: "Trip",
    create_time: 1_700_000_000.123456,
    update_time: 1_700_000_100.5,
    conversation_id: "c-1",
    current_node: Object.keys(mapping).at(-1),
    mapping: Object.fromEntries(
      Object.entries(mapping).map((
        [id, node],
      ) => [id, { id, children: children(id), message: null, ...node }]),
    ),
    ...more,
  };
}

const branched = conversation({
  root: { parent: null },
  sys: {
    parent: "root",
    message: message("system", [""], { metadata: { is_visually_hidden_from_conversation: true } }),
  },
  q: { parent: "sys", message: message("user", ["Where to?"]) },
  a1: { parent: "q", message: message("assistant", ["Rome"]) },
  a2: { parent: "q", message: message("assistant", ["Oslo"]) },
  q2: { parent: "a1", message: message("user", ["Why?"]) },
}, { current_node: "a2", is_starred: true });

function chats(home: Home) {
  return listSessions(home.deps, SessionQuery.parse({})).items;
}

Deno.test("a conversation of ChatGPT keeps dates, branches, models and its pin; hidden nodes are left out", async () => {
  await using home = await openHome();
  assert.deepEqual(await home.import([branched]), { imported: 1, skipped: 0, failed: [] });
  const [session] = chats(home);
  assert.deepEqual(
    [session!.title, session!.pinned, session!.model, session!.created_at, session!.updated_at],
    ["Trip", true, null, "2023-11-14T22:13:20.123Z", "2023-11-14T22:15:00.500Z"],
  );
  const { items } = listMessages(home.deps, { sessionId: session!.id, limit: 50 });
  assert.deepEqual(items.map(({ role, content, model }) => [role, content, model]), [
    ["user", "Where to?", null],
    ["assistant", "Oslo", "gpt-4o"],
  ]);
  assert.equal(items[0]!.parent_id, null);
  assert.equal(items[1]!.created_at, "2023-11-14T22:13:20.250Z");
  assert.deepEqual(items[1]!.variant, { index: 1, count: 2 });
  const rome = selectSiblings(home.db, getMessageRow(home.db, items[1]!.id))[0]!;
  assert.equal(getMessage(home.deps, rome.id).content, "Rome");
});

Deno.test("a conversation of ChatGPT that grew since adds only what is new, and goes on there", async () => {
  await using home = await openHome();
  const before = conversation({
    root: { parent: null },
    q: { parent: "root", message: message("user", ["Hello"]) },
    a: { parent: "q", message: message("assistant", ["Hi"]) },
  });
  await home.import([before]);
  assert.deepEqual(await home.import([before]), { imported: 0, skipped: 1, failed: [] });
  const after = conversation({
    root: { parent: null },
    q: { parent: "root", message: message("user", ["Hello"]) },
    a: { parent: "q", message: message("assistant", ["Hi"]) },
    q2: { parent: "a", message: message("user", ["More"]) },
  });
  assert.deepEqual(await home.import([after]), { imported: 1, skipped: 0, failed: [] });
  const [session, ...others] = chats(home);
  assert.deepEqual(others, []);
  assert.equal(session!.message_count, 3);
});

Deno.test("ChatGPT's thoughts become the thinking of the reply after them", async () => {
  await using home = await openHome();
  const thoughts = {
    content_type: "thoughts",
    thoughts: [{ summary: "S", content: "Let me see." }, { summary: "Two" }],
  };
  await home.import([conversation({
    root: { parent: null },
    q: { parent: "root", message: message("user", ["?"]) },
    t: { parent: "q", message: message("assistant", [], { content: thoughts }) },
    r: {
      parent: "t",
      message: message("assistant", [], {
        content: { content_type: "reasoning_recap", content: "Thought for 3s" },
        metadata: { finished_duration_sec: 3 },
      }),
    },
    a: { parent: "r", message: message("assistant", ["42"]) },
  })]);
  const { items } = listMessages(home.deps, { sessionId: chats(home)[0]!.id, limit: 50 });
  assert.deepEqual(items.map(({ content, thinking }) => [content, thinking]), [["?", null], [
    "42",
    "Let me see.\n\nTwo",
  ]]);
  assert.equal(getMessageRow(home.db, items[1]!.id).thinking_ms, 3000);
});

Deno.test("code, its output, pictures and parts of ChatGPT's messages are readable", async () => {
  await using home = await openHome();
  const picture = { content_type: "image_asset_pointer", asset_pointer: "file-service://x" };
  await home.import([conversation({
    root: { parent: null },
    q: {
      parent: "root",
      message: message("user", [picture, "Look"], {
        content: { content_type: "multimodal_text", parts: [picture, "Look"] },
      }),
    },
    c: {
      parent: "q",
      message: message("assistant", [], {
        recipient: "python",
        content: { content_type: "code", language: "python", text: "1+1" },
      }),
    },
    o: {
      parent: "c",
      message: message("tool", [], { content: { content_type: "execution_output", text: "2" } }),
    },
    e: { parent: "o", message: message("assistant", [""]) },
    a: { parent: "e", message: message("assistant", ["Two"]) },
  })]);
  const { items } = listMessages(home.deps, { sessionId: chats(home)[0]!.id, limit: 50 });
  assert.deepEqual(items.map(({ role, content }) => [role, content]), [
    ["user", "*(image, not in the export)*\n\nLook"],
    ["assistant", "```python\n1+1\n```"],
    ["tool", "```\n2\n```"],
    ["assistant", "Two"],
  ]);
});

Deno.test("a conversation of ChatGPT that is no tree is refused by itself, with its place and a reason", async () => {
  await using home = await openHome();
  const broken = (mapping: Record<string, Node>, id: string) =>
    conversation(mapping, { conversation_id: id });
  const q = message("user", ["x"]);
  const result = await home.import([
    broken({ a: { parent: "b", message: q }, b: { parent: "a", message: q } }, "cycle"),
    broken({ a: { parent: "gone", message: q } }, "orphan"),
    broken({ a: { parent: null, message: message("robot", ["x"]) } }, "role"),
    branched,
    { mapping: { a: 7 } },
    { title: "no mapping" },
    null,
  ]);
  assert.deepEqual([result.imported, result.skipped], [1, 0]);
  assert.deepEqual(result.failed.map(({ index }) => index), [0, 1, 2, 4, 5, 6]);
  const reasons = result.failed.map(({ reason }) => reason).join("\n");
  assert.match(
    reasons,
    /each other's parents[^]*parent is not in the chat[^]*"robot"[^]*no object[^]*no chat of/,
  );
  assert.equal(chats(home).length, 1);
});
