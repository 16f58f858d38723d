/** What the reader writes. Shares no signal with the transcript. Renders its own `<form method="post">`. */
import type { Model } from "@/lib/shared/model.ts";
import type { PromptOptions } from "@/lib/shared/prompt_options.ts";

export interface ChatComposerProps {
  sessionId: string | null;
  /** Session.draft as stored. */
  draft: string;
  models: Pick<Model, "name" | "state" | "capabilities" | "context_length">[];
  /** The session's model, else the default one. */
  model: string | null;
  /** The reply that is being written while the page is rendered (Session.generating). */
  generating: string | null;
  /** Config.background_generation. */
  background: boolean;
  /** The session's own, and what applies where they say nothing (Config). */
  options: PromptOptions;
  defaults: PromptOptions;
  systemPrompt: string | null;
  defaultSystemPrompt: string | null;
}

export default function ChatComposer(props: ChatComposerProps) {
  return (
    <form method="post">
      <textarea name="content" aria-label="Message">{props.draft}</textarea>
      <button type="submit">Send</button>
    </form>
  );
}
