import assert from "node:assert/strict";
import * as fc from "fast-check";
import { getSession } from "@/lib/chat/sessions.ts";
import { listMessages } from "@/lib/chat/transcript.ts";
import { exportSession } from "@/lib/transfer/export_json.ts";
import { openHome, ownChat } from "./files.ts";

const files = fc.uniqueArray(ownChat, { minLength: 1, maxLength: 4, selector: ({ session }) => session.id });

Deno.test("import(export(x)) = x, for any chats, and importing again adds nothing", async () => {
  await using home = await openHome();
  await fc.assert(
    fc.asyncProperty(files, async (chats) => {
      home.db.exec("delete from sessions");
      const file = chats.map((chat) => JSON.stringify(chat)).join("\n");
      assert.deepEqual(await home.import(file), { imported: chats.length, skipped: 0, failed: [] });
      const exported = home.export();
      // What the chats were made of is what comes out of the database.
      for (const line of exported.trimEnd().split("\n")) {
        const { session, messages } = JSON.parse(line);
        const chat = chats.find((chat) => chat.session.id === session.id)!;
        const { options, ...rest } = chat.session;
        assert.deepEqual({ ...session, options: { ...session.options, ...options } }, {
          ...rest,
          options: session.options,
        });
        assert.deepEqual(messages, chat.messages);
      }
      assert.deepEqual(await home.import(exported), { imported: 0, skipped: chats.length, failed: [] });
      home.db.exec("delete from sessions");
      await home.import(exported);
      assert.equal(home.export(), exported);
    }),
    { numRuns: 60 },
  );
});

Deno.test("a chat in JSON is one document, and it can be imported too", async () => {
  await using home = await openHome();
  await using other = await openHome();
  await fc.assert(
    fc.asyncProperty(ownChat, async (chat) => {
      for (const { db } of [home, other]) db.exec("delete from sessions");
      await home.import(chat);
      const file = [...exportSession(home.deps, chat.session.id)].join("");
      assert.deepEqual(JSON.parse(file).messages, chat.messages);
      assert.deepEqual(await other.import(file), { imported: 1, skipped: 0, failed: [] });
      assert.equal(other.export(), home.export());
      const pretty = JSON.stringify(JSON.parse(file), null, 2);
      assert.deepEqual(await other.import(pretty), { imported: 0, skipped: 1, failed: [] });
    }),
    { numRuns: 30 },
  );
});

Deno.test("after an import the current branch and its counts are right", async () => {
  await using home = await openHome();
  await fc.assert(
    fc.asyncProperty(ownChat, async (chat) => {
      home.db.exec("delete from sessions");
      await home.import(chat);
      const byId = new Map(chat.messages.map((message) => [message.id, message]));
      const branch: string[] = [];
      let id = chat.session.head_id;
      for (; id; id = byId.get(id)!.parent_id) branch.unshift(id);
      const session = getSession(home.deps, chat.session.id);
      assert.equal(session.message_count, branch.length);
      assert.equal(
        session.token_count,
        branch.reduce((total, id) => total + (byId.get(id)!.metrics?.completion_tokens ?? 0), 0),
      );
      const { items } = listMessages(home.deps, { sessionId: session.id, limit: 200 });
      assert.deepEqual(items.map((item) => item.id), branch);
    }),
    { numRuns: 40 },
  );
});
