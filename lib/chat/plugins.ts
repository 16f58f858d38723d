/**
 * What can add to a prompt: retrieval, tools and web search come through exactly this.
 *
 * A plugin adds standing text behind the system prompt, or text before and after the new message. What it adds
 * to a message is stored with it, so that later turns send the very same bytes and Ollama's prompt cache holds.
 */

export interface PluginContext {
  sessionId: string;
  model: string;
  /** The new message as the person wrote it. */
  content: string;
  signal: AbortSignal;
}

export interface PromptPlugin {
  readonly name: string;
  /** Should be the same from turn to turn: a change makes the model read the whole chat again. */
  standing?(context: PluginContext): Promise<string | undefined>;
  around?(context: PluginContext): Promise<{ before?: string; after?: string } | undefined>;
}

/** The standing texts in the plugins' order. */
export async function standingTexts(
  plugins: readonly PromptPlugin[],
  context: PluginContext,
): Promise<string[]> {
  const texts: string[] = [];
  for (const plugin of plugins) {
    const text = await plugin.standing?.(context);
    if (text) texts.push(text);
  }
  return texts;
}

/** The message with what plugins add to it: the first plugin is the outermost. Undefined = nothing added. */
export async function surround(
  plugins: readonly PromptPlugin[],
  context: PluginContext,
): Promise<string | undefined> {
  const before: string[] = [];
  const after: string[] = [];
  for (const plugin of plugins) {
    const added = await plugin.around?.(context);
    if (added?.before) before.push(added.before);
    if (added?.after) after.unshift(added.after);
  }
  if (before.length + after.length === 0) return;
  return [...before, context.content, ...after].join("\n\n");
}
