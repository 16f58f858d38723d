/** The manual: writing, replies, branches, context, search. */
import type { Document } from "./document.ts";

export const chatting: readonly Document[] = [
  {
    title: "Sending and stopping",
    words:
      "send message stop cancel abort enter newline line break write type composer reply generate interrupt",
    text: `Write in the *Message* box.

- **Enter** sends, **Shift+Enter** begins a new line.
- While a reply is being written, *Send* becomes *Stop*; **Esc** does the same. The text so far is kept, and *Continue* takes it up again.
- Enter while a reply runs keeps your text in the box.
- What you have typed survives a reload; the draft is stored with the chat.

*Stop* works at any moment, also while the model is still being loaded.`,
  },
  {
    title: "Reloads, crashes and second tabs",
    words:
      "reload refresh close tab lost crash restart kill power resume interrupted safe safety durable background second device stream",
    text:
      `Your message is on disk before Ollama is asked, and each piece of the reply is stored before you see it.

- **Reload or second tab:** the reply goes on on the server; the page shows all of it and then the live rest.
- **Crash or power loss:** after the restart the reply is there with every character you saw, marked *interrupted*. Use *Continue* or *Regenerate*.
- **Lost connection:** the page reconnects by itself and asks for what it missed.

With *background generation* on (the default), a reply is written to its end even when nobody watches; the chat is then marked as unread.`,
  },
  {
    title: "Regenerate, edit and branches",
    words:
      "regenerate retry again variant version branch edit change previous next fork continue delete message history undo",
    text: `Nothing is overwritten:

- **Regenerate** writes another reply in the same place. The former one stays; \`2 / 3\` with *Previous version* and *Next version* moves between them.
- **Edit** on your own message makes a new branch from there and answers it. The old branch stays.
- **Continue** goes on with a reply that was stopped, interrupted, or ended at the length limit.
- **Delete** removes a message and what follows it on its branch.

**↑** in an empty *Message* box edits your last message.`,
  },
  {
    title: "What you see while waiting",
    words:
      "phase waiting slow queued loading reading prompt first token time status progress long why thinking reasoning metrics tokens per second speed hud",
    text: `Before the first word the reply says what is going on:

| Phase | Meaning |
| --- | --- |
| *Queued…* | another request is using the model |
| *Loading…* | the model is being read into memory |
| *Reading the prompt…* | the conversation is being processed |

When it is known from earlier replies, the expected time stands beside it. The *Metrics* panel then shows tokens per second, the number of tokens, the time to the first token, and how full the context is. A model's reasoning is folded under *Thinking*. Waiting is no failure: loading may take many minutes.`,
  },
  {
    title: "The context window",
    words:
      "context window length truncate truncated forget forgets memory limit num_ctx too long did not see oldest messages history tokens",
    text:
      `A model sees only so many tokens at once: its *context window*. The gauge in the *Metrics* panel shows how much is used.

When the conversation is longer, the **oldest turns are left out whole**; the system prompt and your last message always stay. The page then notes *The model did not see the first n messages*.

To change it, set \`context_window\` under *Settings → Generation* or for one chat under *Parameters*. A larger window needs more memory, and Ollama reloads the model when it changes.`,
  },
  {
    title: "Parameters and system prompt",
    words:
      "temperature top_p top_k min_p seed stop max_tokens repeat_penalty think options system prompt settings generation creative random sampling",
    text:
      `*Parameters* beside the *Message* box sets them for this chat; *Settings → Generation* for all chats. The nearer one wins, field by field. An empty field is not sent: the model decides.

| Field | Range | Effect |
| --- | --- | --- |
| \`temperature\` | 0–2 | higher is more varied |
| \`top_p\`, \`min_p\` | 0–1 | cut off unlikely words |
| \`top_k\` | 0–1000 | how many words to choose from |
| \`repeat_penalty\` | 0–2 | discourages repetition |
| \`context_window\` | from 256 | tokens the model sees |
| \`max_tokens\` | −1 or from 1 | longest reply; −1 is no limit |
| \`seed\` | whole number | the same seed repeats an answer |
| \`stop\` | up to 16 texts | where the reply ends |
| \`think\` | on, off, low, medium, high | reasoning, where the model can |

The *System prompt* is said to the model before everything else.`,
  },
  {
    title: "Keyboard shortcuts",
    words: "keyboard shortcut key keys hotkey palette command ctrl cmd escape fast",
    text: `| Key | Does |
| --- | --- |
| **Enter** | sends |
| **Shift+Enter** | begins a new line |
| **Esc** | stops the reply |
| **Ctrl+K** (**⌘K**) | opens the command palette |
| **Ctrl+Shift+O** (**⌘⇧O**) | begins a new chat |
| **/** | goes to the *Message* box |
| **↑** | edits your last message, when the box is empty |
| **Alt+↑**, **Alt+↓** | former questions of this chat, then what you had typed |
| **?** | lists the shortcuts |

The palette finds chats by title and settings by name, switches the model or theme, and opens each page. *Settings → Appearance → Keyboard* changes each shortcut or turns it off, and lets **Ctrl+Enter** send instead of **Enter**.`,
  },
  {
    title: "Organising chats",
    words:
      "sidebar rename title pin pinned archive delete remove chat session list organise organize folder unread automatic titles",
    text:
      `The list on the left holds your chats, pinned ones first, then the latest. *Options* beside a chat offers *Rename*, *Pin*, *Archive*, and *Delete*.

A new chat takes its title from the first line you write. After the first reply the model may suggest a better one; a title you gave yourself is never replaced. Switch this off under *Settings → General*. The box *Search chats* narrows the list by title.`,
  },
  {
    title: "Temporary chats",
    words: "temporary private incognito secret unsaved stored forget vanish keep close",
    text:
      `The dashed bubble beside *New chat* begins a *Temporary chat*. Nothing of it is written anywhere: it is in no list, search, figures or backup. *Close* ends it at once; else it goes some minutes after you leave its page, and when the server stops. *Keep this chat* makes it one like any other.`,
  },
  {
    title: "Search",
    words: "search find look text old message phrase word query filter",
    text:
      `Type in *Search chats* and press **Enter** to search the text of all messages, archived chats and other branches too.

- several words: all must occur, and beginnings of words count
- \`"an exact phrase"\` in quotes
- \`-word\` leaves out messages with that word
- accents do not matter: \`cafe\` finds *café*

*Filters* below the box narrow it down to what you or a model wrote, to the replies of one model, or to a period.

Each result opens the chat at that message.`,
  },
];
