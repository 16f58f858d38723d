/** The manual: what this is, setup, the address of Ollama, appearance. */
import type { Document } from "./document.ts";

export const starting: readonly Document[] = [
  {
    title: "What Chat WebUI is",
    words: "about product purpose introduction overview features what is this app do",
    text: `Chat WebUI is a chat page for [Ollama](https://ollama.com) on your own computer.

- **A reply belongs to the server.** Close the tab, reload, or open a second one: nothing is lost and nothing is repeated.
- **You see what happens.** Before the first word it says whether the model is queued, being loaded, or reading the prompt.
- **Your GPU stays yours.** What is in memory, until when, and how much of it, is on the *Models* page, with *Load* and *Unload*.
- **Nothing leaves your machine** but to the Ollama server you have set.`,
  },
  {
    title: "First steps: the setup wizard",
    words: "begin start first run install wizard configure setup connect onboarding",
    text: `On the first start every page leads to the wizard at \`/setup\`:

1. **Address.** Enter the address of your Ollama server, usually \`http://127.0.0.1:11434\`.
2. **Test.** The server is asked for its version and its models. If that fails, the cause and a hint are shown.
3. **Theme and default model.** Both can be changed later in the settings.

*Finish* saves the answers and opens a new chat. Without Ollama at hand, *Try it without Ollama* starts the Guide, which is what you are talking to now.`,
  },
  {
    title: "The address of Ollama",
    words:
      "url host port connect connection refused cannot reach unreachable remote server docker container api key 11434",
    text:
      `The address is under *Settings → General*, field \`Ollama address\`. It begins with \`http://\` or \`https://\`.

| Where Ollama runs | Address |
| --- | --- |
| on this computer | \`http://127.0.0.1:11434\` |
| on another one in your network | \`http://192.168.1.20:11434\` (set \`OLLAMA_HOST=0.0.0.0\` there) |
| on the host, Chat WebUI in a container | \`http://host.docker.internal:11434\` |

If it cannot be reached, check that Ollama runs:

\`\`\`sh
ollama serve
curl http://127.0.0.1:11434/api/version
\`\`\`

An API key, where your server asks for one, is sent as a bearer token and stored encrypted. Link-local and metadata addresses are refused.`,
  },
  {
    title: "When Ollama is not running",
    words:
      "offline banner cannot reach ollama down error retry failed broken not working problem trouble troubleshooting",
    text:
      `A banner says *Cannot reach Ollama* with the cause and a *Retry* button. It goes away by itself when the server is back.

Everything that needs no model goes on working: reading, searching, renaming, exporting, settings. The list of models is shown from the last look and marked as old. A message sent meanwhile is kept in the chat, and its reply is marked as failed, so that you can *Regenerate* it later.`,
  },
  {
    title: "Themes",
    words:
      "theme dark light colour color appearance look design night mode graphite green solarized quartz language",
    text: `Choose one under *Settings → Appearance*, or from the command palette (**Ctrl+K**):

- \`dark-graphite\`: dark and neutral, the default
- \`terminal-green\`: green on black
- \`solarized-dark\`: the well-known palette, dark
- \`light-quartz\`: light
- \`system\`: dark graphite or light quartz, as your device is set

The server writes the theme into the page, so it never flashes in the wrong colours.`,
  },
  {
    title: "The Guide",
    words:
      "guide you who are bot yourself demo without ollama try built-in artificial intelligence ai language model llm chatgpt human",
    text:
      `I am the Guide: a small program that finds sections of the Chat WebUI manual by their words. **I am not a language model.** I cannot reason, write code, translate, or know anything that the manual does not say.

For real answers, set the address of an Ollama server under *Settings → General* and pull a model on the *Models* page. \`deno task demo\`, the flag \`--demo\`, and *Try it without Ollama* in the wizard start me.`,
  },
];
