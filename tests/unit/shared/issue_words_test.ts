import assert from "node:assert/strict";
import * as z from "zod";
import { ConfigPatch } from "@/lib/shared/config.ts";
import { issueWords } from "@/lib/shared/issue_words.ts";
import { PromptOptionsPatch } from "@/lib/shared/prompt_options.ts";
import { SessionPatch } from "@/lib/shared/session.ts";

function said(schema: z.ZodType, value: unknown): string[] {
  const issues = schema.safeParse(value, { error: issueWords }).error?.issues ?? [];
  return issues.map(({ path, message }) => [...path, message].join(" "));
}

Deno.test("issueWords() go on from the name of the field", () => {
  const cases: [z.ZodType, unknown, string][] = [
    [PromptOptionsPatch, { temperature: 5 }, "temperature must be at most 2"],
    [PromptOptionsPatch, { context_window: 12 }, "context_window must be at least 256"],
    [PromptOptionsPatch, { top_k: 1.5 }, "top_k must be a whole number"],
    [PromptOptionsPatch, { top_p: "much" }, "top_p must be a number"],
    [PromptOptionsPatch, { stop: "x" }, "stop must be a list"],
    [PromptOptionsPatch, { stop: Array(17).fill("x") }, "stop must have at most 16 entries"],
    [PromptOptionsPatch, { think: "hard" }, "think must be true, false, low, medium or high"],
    [SessionPatch, { title: "x".repeat(501) }, "title must be at most 500 characters long"],
    [SessionPatch, { pinned: "yes" }, "pinned must be true or false"],
    [ConfigPatch, { title_generation: "maybe" }, "title_generation must be after_reply or off"],
    [z.object({ name: z.string() }), {}, "name is missing"],
  ];
  for (const [schema, value, words] of cases) assert.deepEqual(said(schema, value), [words]);
});

Deno.test("issueWords() leave what a schema words itself", () => {
  assert.deepEqual(said(PromptOptionsPatch, { max_tokens: 0 }), [
    "max_tokens must be -1 (no limit) or at least 1",
  ]);
});
