import assert from "node:assert/strict";
import { marked } from "marked";
import { manualAnswers } from "@/lib/guide/manual/answer_question.ts";
import { documents } from "@/lib/guide/manual/documents.ts";
import { indexDocuments } from "@/lib/guide/manual/search.ts";
import { titleAsked } from "@/lib/guide/manual/title.ts";
import type { Prompt } from "@/lib/guide/models/definition.ts";

const answer = manualAnswers(documents);

Deno.test("indexDocuments() finds the section a question is about", () => {
  const index = indexDocuments(documents);
  const questions = {
    "How do I stop a reply?": "Sending and stopping",
    "what happens when the server crashes": "Reloads, crashes and second tabs",
    "how can I change the temperature": "Parameters and system prompt",
    "how to download llama3": "Pulling models",
    "free vram": "Memory and VRAM",
    "dark mode": "Themes",
    "is my data private?": "Privacy and security",
    "how do I use it from my phone": "Use from other devices: LAN and password",
    "import from chatgpt": "Export and import",
    "tell me about branches": "Regenerate, edit and branches",
    "the context is too long": "The context window",
    "docker": "The address of Ollama",
    "keyboard shortcuts": "Keyboard shortcuts",
    "make a backup": "Backups",
  };
  for (const [question, title] of Object.entries(questions)) {
    assert.equal(index.find(question)[0]?.document.title, title, question);
  }
  assert.deepEqual(index.find("zebra quantum"), []);
  assert.deepEqual(index.find("how do I"), []);
});

Deno.test("manualAnswers() says that it is no language model: first, on no match, and when asked", () => {
  for (const [question, isLater] of [["dark mode", false], ["zebra", false], ["zebra", true]] as const) {
    assert.match(answer(asking(question, isLater)), /not a language model/, question);
  }
  for (const question of ["Who are you?", "are you an AI?", "Are you a language model?"]) {
    assert.match(answer(asking(question, true)), /not a language model/, question);
  }
  assert.doesNotMatch(answer(asking("dark mode", true)), /language model/);
});

Deno.test("manualAnswers() lists the topics to a greeting and when nothing fits", () => {
  for (const question of ["Hello!", "help", "zebra"]) {
    const text = answer(asking(question, false));
    for (const { title } of documents) assert.ok(text.includes(`- ${title}`), title);
  }
});

Deno.test("titleAsked() takes a short title from the usual prompts", () => {
  const prompts: [string, string | undefined][] = [
    [
      "Write a short title for this conversation.\n\nUser: how do I unload a model?\nAssistant: Press Unload.",
      "Unload a model",
    ],
    [
      "Give a title:\n\nwhat is the context window, and why does it matter so much?",
      "What is the context window",
    ],
    ["Title for:", "New chat"],
    ["How do I unload a model?", undefined],
  ];
  for (
    const [question, title] of [
      ["How do I search in my chats?", "Search in my chats"],
      ["Please explain the borrow checker to a child", "Explain the borrow checker"],
      ["How do I?", "How do I"],
    ]
  ) {
    assert.equal(titleAsked(`Write a title.\n\nuser: ${question}`), title);
  }
  for (const [prompt, title] of prompts) assert.equal(titleAsked(prompt), title);
});

Deno.test("documents have titles of their own and whole Markdown", () => {
  assert.equal(new Set(documents.map(({ title }) => title)).size, documents.length);
  for (const { title, text } of documents) {
    assert.ok(text.length > 100, title);
    const html = marked.parse(text, { async: false });
    assert.doesNotMatch(html.replace(/<(pre|code)>.*?<\/\1>/gs, ""), /\*\*|```|\| ---/, title);
    assert.equal(/\| --- \|/.test(text), html.includes("<table>"), title);
  }
});

function asking(text: string, isLater: boolean): Prompt {
  const before = isLater ? [{ role: "user", content: "x" }, { role: "assistant", content: "y" }] : [];
  const messages = [...before, { role: "user", content: text }];
  return { kind: "chat", model: "guide", messages, text, tools: [], format: undefined, options: {} };
}
