import assert from "node:assert/strict";
import { DeleteQuestion } from "@/components/chat/DeleteQuestion.tsx";
import { MessageArticle } from "@/components/chat/MessageArticle.tsx";
import { MessageEditor } from "@/components/chat/MessageEditor.tsx";
import { PhaseLine } from "@/components/chat/PhaseLine.tsx";
import { StoredMessage } from "@/components/chat/StoredMessage.tsx";
import { highlight } from "@/lib/markdown/highlight.ts";
import { Thinking } from "@/components/chat/Thinking.tsx";
import { buttonNames, htmlOf, rendered, words } from "./rendered.ts";
import { aMessage, aReply, messageId, someMetrics } from "./samples.ts";

const body = <p>text</p>;

Deno.test("MessageArticle carries id, role and status as data", () => {
  const article = rendered(<MessageArticle message={aReply({ status: "stopped" })}>{body}</MessageArticle>)
    .querySelector("article")!;
  assert.equal(article.getAttribute("data-message-id"), messageId);
  assert.equal(article.getAttribute("data-role"), "assistant");
  assert.equal(article.getAttribute("data-status"), "stopped");
  assert.equal(article.id, `m-${messageId}`);
});

Deno.test("MessageArticle of a question has its six buttons and no others", () => {
  const names = buttonNames(rendered(<MessageArticle message={aMessage()}>{body}</MessageArticle>));
  const menu = ["Copy link", "Copy as Markdown", "Download"];
  assert.deepEqual(names.filter((name) => !menu.includes(name)), [
    "Copy",
    "Edit",
    "Pin",
    "Fork",
    "Share",
    "Delete",
  ]);
});

Deno.test("MessageArticle of a pinned message offers Unpin", () => {
  const names = buttonNames(
    rendered(<MessageArticle message={aMessage({ pinned: true })}>{body}</MessageArticle>),
  );
  assert.ok(names.includes("Unpin"));
  assert.ok(!names.includes("Pin"));
});

Deno.test("MessageArticle offers Continue only for replies that did not end by themselves", () => {
  const offers = (message: ReturnType<typeof aReply>) =>
    buttonNames(rendered(<MessageArticle message={message}>{body}</MessageArticle>)).includes("Continue");
  assert.equal(offers(aReply({ status: "stopped" })), true);
  assert.equal(offers(aReply({ status: "interrupted" })), true);
  assert.equal(offers(aReply({ metrics: someMetrics({ done_reason: "length" }) })), true);
  assert.equal(offers(aReply({ metrics: someMetrics() })), false);
  assert.equal(offers(aReply({ status: "failed" })), false);
  assert.equal(offers(aMessage()), false);
});

Deno.test("MessageArticle shows which version it is, and where there are no more", () => {
  const message = aReply({ variant: { index: 1, count: 2 } });
  const root = rendered(<MessageArticle message={message}>{body}</MessageArticle>);
  assert.match(words(root), /2 \/ 2/);
  const disabled = (name: string) =>
    root.querySelector(`button[aria-label="${name}"]`)!.hasAttribute("disabled");
  assert.equal(disabled("Previous version"), false);
  assert.equal(disabled("Next version"), true);
});

Deno.test("MessageArticle of a failed reply tells the cause and a way out", () => {
  const error = { code: "model_not_found", message: "The model is not installed." } as const;
  const root = rendered(
    <MessageArticle message={aReply({ status: "failed", error })}>{body}</MessageArticle>,
  );
  assert.match(words(root), /The model is not installed\./);
  assert.ok(root.querySelector('a[href="/models"]'));
  assert.ok(buttonNames(root).includes("Try again"));
});

Deno.test("StoredMessage shows raw HTML as text and keeps the line breaks of people", () => {
  const root = rendered(
    <StoredMessage draw={highlight} message={aMessage({ content: "one\n<img src=x onerror=alert(1)>" })} />,
  );
  assert.equal(root.querySelector("img"), null);
  assert.match(root.querySelector(".message-body")!.textContent!, /<img src=x onerror=alert\(1\)>/);
  assert.ok(root.querySelector(".message-body br"));
});

Deno.test("MessageEditor holds the text as written, to the byte", () => {
  const content = "\n  first\n</textarea> & last";
  const html = htmlOf(<MessageEditor message={aMessage({ content })} />);
  const inner = /<textarea [^>]*aria-label="Edit message"[^>]*>([^]*)<\/textarea>/.exec(html)![1];
  assert.equal(inner, "\n\n  first\n&lt;/textarea> &amp; last"); // a browser drops the first line break
});

Deno.test("MessageEditor saves and cancels", () => {
  assert.deepEqual(buttonNames(rendered(<MessageEditor message={aMessage()} />)), ["Cancel", "Save"]);
});

Deno.test("DeleteQuestion is an alertdialog with Delete and Cancel", () => {
  const dialog = rendered(<DeleteQuestion message={aMessage()} />).querySelector("[role=alertdialog]")!;
  assert.deepEqual(buttonNames(dialog).toSorted(), ["Cancel", "Delete"]);
});

Deno.test("Thinking says how long it took", () => {
  const summary = (ms: number | null) =>
    words(rendered(<Thinking durationMs={ms}>{body}</Thinking>).querySelector("summary")!);
  assert.equal(summary(null), "Thinking");
  assert.equal(summary(3200), "Thought for 3.2 s");
  assert.equal(summary(12), "Thought for 0.1 s");
});

Deno.test("PhaseLine names the phase and how long it may take", () => {
  const line = (phase: Parameters<typeof PhaseLine>[0]["phase"], expectedMs: number | null) =>
    words(rendered(<PhaseLine phase={phase} model="llama3.2:3b" expectedMs={expectedMs} />));
  assert.equal(line("queued", null), "Queued…");
  assert.equal(line("loading", 12_000), "Loading llama3.2:3b… about 12 s");
  assert.equal(line("loading", 2_700), "Loading llama3.2:3b… about 3 s");
  assert.equal(line("loading", 0), "Loading llama3.2:3b… about 1 s");
  assert.equal(line("reading_prompt", null), "Reading the prompt…");
  assert.equal(line("writing", null), "");
});

Deno.test("MessageArticle folds a long question, and no reply", () => {
  const fold = (message: ReturnType<typeof aReply>) =>
    rendered(<MessageArticle message={message}>{body}</MessageArticle>)
      .querySelector(".fold input")?.getAttribute("aria-label");
  const lines = (count: number) => Array(count).fill("line").join("\n");
  assert.equal(fold(aMessage({ content: lines(26) })), "Show all");
  assert.equal(fold(aMessage({ content: "word ".repeat(401) })), "Show all");
  assert.equal(fold(aMessage({ content: lines(25) })), undefined);
  assert.equal(fold(aReply({ content: lines(26) })), undefined);
});
