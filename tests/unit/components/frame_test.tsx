import assert from "node:assert/strict";
import { Conversation } from "@/components/chat/Conversation.tsx";
import { highlight } from "@/lib/markdown/highlight.ts";
import { Frame } from "@/components/layout/Frame.tsx";
import { Page } from "@/components/layout/Page.tsx";
import type { SidebarProps } from "@/components/sessions/Sidebar.tsx";
import { buttonNames, nameOf, rendered, words } from "./rendered.ts";
import { aMessage, aSession, messageId, sessionId, someTime } from "./samples.ts";

const sidebar: SidebarProps = {
  sessions: [aSession()],
  nextCursor: null,
  openSessionId: null,
  path: "/models",
  loaded: [],
  now: Date.parse(someTime) + 3 * 3_600_000,
};

function frame(said: Partial<SidebarProps> = {}, offline: string | null = null) {
  return rendered(
    <Frame sidebar={{ ...sidebar, ...said }} offline={offline}>
      <Page title="A page">x</Page>
    </Frame>,
  );
}

Deno.test("Frame has one main, one h1, and a skip link that leads to the main", () => {
  const root = frame();
  assert.equal(root.querySelectorAll("main").length, 1);
  assert.equal(root.querySelectorAll("h1").length, 1);
  const skip = root.querySelector("a")!;
  assert.equal(skip.getAttribute("href"), `#${root.querySelector("main")!.id}`);
});

Deno.test("Frame shows the offline banner as an alert with cause and Retry, and none while all is well", () => {
  assert.equal(frame().querySelector("[role=alert]"), null);
  const alert = frame({}, "The connection was refused.").querySelector("[role=alert]")!;
  assert.match(words(alert), /Cannot reach Ollama The connection was refused\./);
  assert.deepEqual(buttonNames(alert), ["Retry"]);
});

Deno.test("Sidebar is the navigation Sessions with search and New chat", () => {
  const nav = frame().querySelector("nav")!;
  assert.equal(nameOf(nav), "Sessions");
  const search = nav.querySelector("input[type=search]")!;
  assert.equal(nameOf(search), "Search chats");
  assert.equal(search.getAttribute("name"), "q");
  assert.equal(search.closest("form")!.getAttribute("action"), "/search");
  assert.equal(words(nav.querySelector('a[href="/chat"]')!), "New chat");
});

Deno.test("Sidebar lists a chat with title, time, tokens and its options", () => {
  const item = frame().querySelector("[data-session-id]")!;
  assert.equal(item.tagName, "LI");
  assert.equal(words(item.querySelector("a")!), "Rust lifetimes");
  assert.equal(item.querySelector("time")!.getAttribute("datetime"), someTime);
  assert.match(words(item), /3 h 1,234 tokens/);
  const names = buttonNames(item);
  for (const name of ["Options for Rust lifetimes", "Rename", "Save", "Pin", "Archive", "Delete"]) {
    assert.ok(names.includes(name), `no button ${name}`);
  }
  assert.equal(nameOf(item.querySelector("input[name=title]")!), "Title");
});

Deno.test("Sidebar marks the open chat and the one that is being answered", () => {
  const root = frame({ openSessionId: sessionId, sessions: [aSession({ generating: messageId })] });
  assert.equal(root.querySelector(`a[href="/chat/${sessionId}"]`)!.getAttribute("aria-current"), "page");
  assert.match(words(root.querySelector("[data-session-id]")!), /Generating/);
});

Deno.test("Sidebar offers More chats only when there are more", () => {
  assert.ok(!buttonNames(frame()).includes("More chats"));
  assert.ok(buttonNames(frame({ nextCursor: "0.1.x" })).includes("More chats"));
});

Deno.test("Conversation is a log with messages, the way to older ones and what was not seen", () => {
  const root = rendered(
    <Conversation
      id={sessionId}
      messages={[aMessage()]}
      draw={highlight}
      olderBefore={messageId}
      unseen={4}
      isGenerating
    />,
  );
  const log = root.querySelector("[role=log]")!;
  assert.equal(nameOf(log), "Conversation");
  assert.equal(log.getAttribute("aria-busy"), "true");
  assert.equal(log.querySelectorAll("article").length, 1);
  assert.equal(
    words(root.querySelector(`a[href="/chat/${sessionId}?before=${messageId}"]`)!),
    "Older messages",
  );
  assert.equal(words(root.querySelector("[role=note]")!), "The model did not see the first 4 messages");
});

Deno.test("no component writes a style attribute, which the content policy forbids", () => {
  assert.equal(frame({}, "away").querySelector("[style]"), null);
});
