/** The manual: models, memory, pulls. */
import type { Document } from "./document.ts";

export const models: readonly Document[] = [
  {
    title: "Loading and unloading models",
    words:
      "load unload model memory free gpu ram keep_alive keep alive expire expiry eject start stop switch choose select default",
    text: `The *Models* page lists what is installed and what is in memory.

- **Load** reads a model into memory before you need it, so that the first reply comes at once.
- **Unload** frees the memory. A reply that is being written is finished first.
- Left alone, Ollama unloads a model some minutes after its last use; the page shows until when. \`keep_alive\` under *Settings → General* changes that, for example \`10m\`, or \`-1\` for always.

Loading never downloads anything. Choose the model of a chat in the *Model* box beside the *Message* box, or in the palette with *Use …*.`,
  },
  {
    title: "Pulling models",
    words:
      "pull download install new model get add progress resume cancel library registry gigabyte disk space",
    text: `On the *Models* page, enter a name under *Pull a model* and press *Pull*:

\`\`\`text
llama3.2
qwen3:8b
\`\`\`

The bar shows progress, speed, and time left over all parts together. The download belongs to the server: reload or close the page, and it goes on. After *Cancel* or a restart, pulling the same name continues where it stopped. One pull runs at a time; others wait in line.`,
  },
  {
    title: "Deleting models",
    words: "delete remove model disk free space uninstall",
    text:
      `*Delete* on the *Models* page removes a model from Ollama's disk; it is unloaded first. While it writes a reply or is being pulled, this is refused. Chats that used it stay readable; choose another model for them, or pull it again.`,
  },
  {
    title: "Memory and VRAM",
    words: "vram gpu memory graphics card fit too big cpu slow share layers nvidia out of memory size",
    text:
      `For each loaded model the *Models* page shows its memory, and how much of it is on the GPU. Less than 100 % means that a part runs on the processor, which is much slower; the page then names a context with which it would fit, as far as is known. Before a load it says what the model would need at the context that a chat asks for; *Details* has a table for a few contexts. These are estimates.

To make a model fit:

1. unload models you do not need,
2. choose a smaller \`context_window\`: its memory grows with every token,
3. choose a smaller model or a stronger quantisation, such as \`q4_K_M\`.`,
  },
  {
    title: "Figures",
    words:
      "metrics statistics figures usage tokens per second speed average day model count performance page",
    text:
      `The *Metrics* page shows figures per model and day: messages, tokens, and speed. Counts and durations are Ollama's own; the time to the first token is measured here. While a reply is written, the panel beside it shows the same figures live.`,
  },
];
