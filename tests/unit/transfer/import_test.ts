import assert from "node:assert/strict";
import * as fc from "fast-check";
import { AppError } from "@/lib/errors.ts";
import { searchMessages } from "@/lib/search/search.ts";
import { SearchQuery } from "@/lib/shared/search.ts";
import { type Home, openHome } from "./files.ts";

const sessionId = "01900000-0000-7000-8000-000000000001";
const ids = Array.from({ length: 5 }, (_, index) => `01900000-0000-7000-8000-00000000010${index}`);
const at = "2024-01-02T03:04:05.678Z";

function message(index: number, parent: number | null, more: Record<string, unknown> = {}) {
  return {
    id: ids[index],
    parent_id: parent === null ? null : ids[parent],
    role: index % 2 ? "assistant" : "user",
    content: `content ${index}`,
    created_at: at,
    updated_at: at,
    ...more,
  };
}

function chat(messages: unknown[], session: Record<string, unknown> = {}) {
  return {
    format: "chat-webui",
    version: 1,
    session: { id: sessionId, title: "Mine", created_at: at, updated_at: at, ...session },
    messages,
  };
}

async function refused(home: Home, file: unknown): Promise<AppError> {
  try {
    await home.import(file);
  } catch (error) {
    assert.ok(error instanceof AppError, String(error));
    assert.equal(error.code, "invalid_input");
    return error;
  }
  throw new Error("it was taken");
}

function stored(home: Home) {
  return home.db.get(
    "select (select count(*) from sessions) as sessions, (select count(*) from messages) as messages",
  );
}

Deno.test("a file in which nothing is recognised is refused, and says what the first item lacks", async () => {
  await using home = await openHome();
  const files = [
    "",
    "  \n",
    "[]",
    "{}",
    "hello",
    "[1,2]",
    '{"a":',
    "\x00\x01\x02",
    "null",
    '"text"',
    "[[[[",
    "]",
    "}{",
  ];
  for (const file of files) assert.match((await refused(home, file)).details![0]!.message, /It .*\./, file);
  await refused(home, new Uint8Array([0xff, 0xfe, 0x5b, 0x00]));
  assert.match((await refused(home, "PK\x03\x04\n")).details![0]!.message, /ZIP/);
  await refused(home, '{"__proto__":{"x":1},"format":"chat-webui","version":1}');
  assert.deepEqual(stored(home), { sessions: 0, messages: 0 });
});

Deno.test("any bytes are refused or taken in part, never a crash", async () => {
  await using home = await openHome();
  const good = new TextEncoder().encode(JSON.stringify([chat([message(0, null)])]));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ at: fc.nat(good.length - 1), byte: fc.nat(255) }), { maxLength: 4 }),
      fc.uint8Array({ maxLength: 60 }),
      async (changes, noise) => {
        const bytes = good.slice();
        for (const { at, byte } of changes) bytes[at] = byte;
        for (const file of [bytes, noise, bytes.slice(0, noise.length * 4)]) {
          await home.import(file).catch((error) =>
            assert.ok(error instanceof AppError, String(error?.stack))
          );
        }
      },
    ),
    { numRuns: 150 },
  );
});

Deno.test("a chat with a fault is refused as a whole, and those around it are taken", async () => {
  await using home = await openHome();
  const other = { id: "01900000-0000-7000-8000-000000000002" };
  const faults: [unknown[], RegExp][] = [
    [[message(0, null), message(1, 2), message(2, 1)], /each other's parents \(message 1/],
    [[message(0, 0)], /each other's parents/],
    [[message(0, null), message(1, 3)], /\(1\) whose parent is not in the chat/],
    [[message(0, null), message(0, null)], /same id twice \(messages 0 and 1\)/],
    [[message(0, null, { role: "robot" })], /messages\.0\.role/],
    [[message(0, null, { created_at: "yesterday" })], /messages\.0\.created_at/],
    [[message(0, null, { images: ["!"] })], /image/],
    [[message(0, null, { content: "x".repeat(9 * 1024 * 1024) })], /longer than 8 MiB/],
  ];
  const lines = [
    ...faults.map(([messages]) => JSON.stringify(chat(messages))),
    "not JSON",
    JSON.stringify({ ...chat([]), version: 2 }),
    JSON.stringify(chat([message(3, null)], other)),
    JSON.stringify(chat([message(0, null)])).replace('"content":', '"__proto__":{"a":1},"content":'),
  ];
  const result = await home.import(lines.join("\n"));
  assert.deepEqual([result.imported, result.skipped], [1, 0]);
  const reasons = [
    ...faults.map(([, reason]) => reason),
    /not valid JSON/,
    /newer Chat WebUI/,
    /key __proto__/,
  ];
  assert.equal(result.failed.length, reasons.length);
  result.failed.forEach(({ reason }, index) => assert.match(reason, reasons[index]!));
  assert.deepEqual(result.failed.map(({ index }) => index), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11]);
  assert.deepEqual(stored(home), { sessions: 1, messages: 1 });
});

Deno.test("a line that is no UTF-8 fails alone", async () => {
  await using home = await openHome();
  const line = new TextEncoder().encode(`${JSON.stringify(chat([message(0, null)]))}\n`);
  const bad = line.slice();
  bad[line.indexOf(0x4d)] = 0xff; // the M of the title
  const result = await home.import(new Uint8Array([...bad, ...line]));
  assert.deepEqual(result, {
    imported: 1,
    skipped: 0,
    failed: [{ index: 0, reason: "It is not valid UTF-8." }],
  });
});

Deno.test("children may stand before their parents; siblings keep their order", async () => {
  await using home = await openHome();
  const messages = [message(3, 0), message(1, 0), message(2, 1), message(0, null)];
  await home.import(chat(messages, { head_id: ids[2] }));
  assert.deepEqual(
    home.db.all("select id from messages order by seq"),
    [ids[0], ids[3], ids[1], ids[2]].map((id) => ({ id })),
  );
  assert.deepEqual(home.db.get("select active_root_id, head_id, message_count from sessions"), {
    active_root_id: ids[0],
    head_id: ids[2],
    message_count: 3,
  });
});

Deno.test("an id that another chat has is given up for one of its own, each time the same", async () => {
  await using home = await openHome();
  await home.import(chat([message(0, null), message(1, 0)]));
  const copy = chat([message(0, null), message(1, 0), message(2, 1)], {
    id: "01900000-0000-7000-8000-000000000002",
  });
  assert.equal((await home.import(copy)).imported, 1);
  assert.deepEqual(stored(home), { sessions: 2, messages: 5 });
  assert.equal((await home.import(copy)).skipped, 1);
  assert.deepEqual(stored(home), { sessions: 2, messages: 5 });
});

Deno.test("ids that are no UUIDs get one each, the same the next time", async () => {
  await using home = await openHome();
  const file = chat([
    message(0, null, { id: "first" }),
    message(1, null, { id: "second", parent_id: "first" }),
  ], { id: "x" });
  assert.equal((await home.import(file)).imported, 1);
  assert.equal((await home.import(file)).skipped, 1);
  assert.equal(
    home.db.all("select 1 from messages where id like '________-____-8___-____-____________'").length,
    2,
  );
});

Deno.test("the same chat twice in a file counts once, and a chat that went another way here stays there", async () => {
  await using home = await openHome();
  const first = chat([message(0, null), message(1, 0)], { head_id: ids[1] });
  assert.deepEqual(await home.import([first, first]), { imported: 1, skipped: 1, failed: [] });
  await home.import(chat([message(0, null), message(2, 0)], { head_id: ids[2] }));
  assert.deepEqual(home.db.get("select head_id from sessions"), { head_id: ids[1] });
  await home.import(chat([message(0, null), message(1, 0), message(4, 1)], { head_id: ids[4] }));
  assert.deepEqual(home.db.get("select head_id, message_count from sessions"), {
    head_id: ids[4],
    message_count: 3,
  });
});

Deno.test("a dry run says what would be and stores nothing", async () => {
  await using home = await openHome();
  const file = [chat([message(0, null)]), { mapping: 1 }];
  const dry = await home.import(file, { isDryRun: true });
  assert.deepEqual(stored(home), { sessions: 0, messages: 0 });
  assert.deepEqual(await home.import(file), dry);
  assert.equal((await home.import(file, { isDryRun: true })).skipped, 1);
});

Deno.test("what was imported is found by a search, and nothing of the file stays behind", async () => {
  await using home = await openHome();
  await home.import([
    chat([message(0, null)]),
    chat([message(1, null)], { id: "01900000-0000-7000-8000-000000000002" }),
  ]);
  const found = await searchMessages(home, SearchQuery.parse({ q: '"content 1"' }));
  assert.deepEqual(found.items.map((hit) => hit.message_id), [ids[1]]);
  assert.deepEqual([...Deno.readDirSync(home.folder)], []);
});

Deno.test("files that are written newest first are stored oldest first", async () => {
  await using home = await openHome();
  const file = [3, 2, 1].map((day) =>
    chat([message(day, null)], {
      id: `01900000-0000-7000-8000-00000000000${day}`,
      created_at: `2024-01-0${day}T00:00:00Z`,
    })
  );
  await home.import(file);
  assert.deepEqual(
    home.db.all("select id from messages order by seq"),
    [1, 2, 3].map((day) => ({ id: ids[day] })),
  );
});

Deno.test("of very many failures the first thousand are listed, with the number of the others", async () => {
  await using home = await openHome();
  const result = await home.import(`[${JSON.stringify(chat([message(0, null)]))}${",7".repeat(5000)}]`);
  assert.equal(result.failed.length, 1000);
  assert.match(result.failed.at(-1)!.reason, /4000 more failed/);
});

Deno.test("an import that is cut off while it is sent stores nothing and leaves nothing behind", async () => {
  await using home = await openHome();
  const { importChats } = await import("@/lib/transfer/import.ts");
  async function* cutOff() {
    yield new TextEncoder().encode(`${JSON.stringify(chat([message(0, null)]))}\n`);
    throw new Error("gone");
  }
  await assert.rejects(importChats(home.deps, cutOff()), /gone/);
  assert.deepEqual(stored(home), { sessions: 0, messages: 0 });
  assert.deepEqual([...Deno.readDirSync(home.folder)], []);
});

Deno.test("figures that cannot be are unknown, and the chat is taken", async () => {
  await using home = await openHome();
  const impossible = [1e308, 1e13, -5, Number.MAX_SAFE_INTEGER];
  const figures = (value: number) => ({
    prompt_tokens: value,
    completion_tokens: value,
    context_used: value,
  });
  const own = chat(
    impossible.map((value, index) =>
      message(index, index === 0 ? null : index - 1, {
        metrics: figures(value),
        thinking_ms: Math.min(value, 2 ** 53 - 1),
      })
    ),
  );
  assert.equal((await home.import(own)).imported, 1);
  assert.deepEqual(
    home.db.all("select distinct prompt_tokens, completion_tokens, context_used from metrics"),
    [{ prompt_tokens: null, completion_tokens: null, context_used: null }],
  );
  const webui = {
    title: "Theirs",
    chat: {
      messages: [
        { id: "1", role: "user", content: "Hi" },
        {
          id: "2",
          role: "assistant",
          content: `<details type="reasoning" duration="${
            "9".repeat(400)
          }"><summary>x</summary>\nHm\n</details>Yes`,
          usage: { eval_count: 1e300 },
        },
      ],
    },
  };
  const result = await home.import(webui);
  assert.deepEqual([result.imported, result.failed], [1, []]);
});
