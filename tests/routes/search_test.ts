import assert from "node:assert/strict";
import { ask } from "@/tests/helpers/chat.ts";
import { testApp } from "@/tests/helpers/app.ts";
import { testDeps } from "@/tests/helpers/deps.ts";

Deno.test("GET /api/search finds questions and ended replies, also edited ones, and what is deleted no more", async () => {
  await using test = await testDeps({ guide: { answer: () => "The Réponse is forty-two." } });
  const app = await testApp(test.deps);
  const find = async (query: string) => {
    const response = await app.fetch(`/api/search?${query}`);
    assert.equal(response.status, 200);
    return await response.json();
  };
  const { message } = await ask(test.deps, "What is the question?");
  const { session_id, id: message_id, parent_id: user_message_id } = message;
  const reply = await find("q=reponse");
  assert.deepEqual(reply.items.map(idOf), [message_id]);
  assert.equal((await find("q=question&role=user")).items[0].message_id, user_message_id);
  assert.deepEqual((await find(`q=question&role=assistant&session_id=${session_id}`)).items, []);
  const today = message.created_at.slice(0, 10);
  const filters = `model=guide&from=${today}&to=${encodeURIComponent(message.created_at)}`;
  assert.deepEqual((await find(`q=reponse&${filters}`)).items.map(idOf), [message_id]);
  assert.deepEqual((await find("q=reponse&model=other")).items, []);
  assert.deepEqual((await find("q=reponse&to=2020-01-01")).items, []);

  await app.send("PATCH", `/api/messages/${message_id}`, { content: "Rewritten." });
  assert.deepEqual((await find("q=reponse")).items, []);
  assert.equal((await find("q=rewritten")).items.length, 1);
  await app.send("PATCH", `/api/messages/${user_message_id}`, { content: "Another branch" });
  assert.equal((await find("q=rewritten")).items.length, 1);
  assert.equal((await find("q=another")).items.length, 1);

  await app.send("DELETE", `/api/messages/${message_id}`);
  assert.deepEqual((await find("q=rewritten")).items, []);
  await app.send("DELETE", `/api/sessions/${session_id}`);
  assert.deepEqual((await find("q=question")).items, []);
});

function idOf(hit: { message_id: string }): string {
  return hit.message_id;
}

Deno.test("GET /api/search refuses what it does not know, each with its path", async () => {
  await using test = await testDeps({ guide: null });
  const app = await testApp(test.deps);
  const bad: [string, string][] = [
    ["limit", "q=a&limit=0"],
    ["limit", "q=a&limit=201"],
    ["limit", "q=a&limit=many"],
    ["cursor", "q=a&cursor=nonsense"],
    ["session_id", "q=a&session_id=1"],
    ["role", "q=a&role=robot"],
    ["model", "q=a&model="],
    ["from", "q=a&from=yesterday"],
    ["from", "q=a&from=2026-02-30"],
    ["from", "q=a&from=2026-11-24T09:30"],
    ["to", "q=a&to=2026"],
    ["to", "q=a&from=2026-11-25&to=2026-11-24"],
    ["since", "q=a&since=2026-11-24"],
    ["q", "q=a&q=b"],
  ];
  for (const [path, query] of bad) {
    const response = await app.fetch(`/api/search?${query}`);
    assert.equal(response.status, 400, query);
    assert.equal((await response.json()).error.details[0].path, path);
  }
  const empty = await (await app.fetch("/api/search")).json();
  assert.deepEqual([empty.items, empty.next_cursor], [[], null]);
});
