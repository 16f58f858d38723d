/** One chat with everything in it that a message can have, in the format of our own export. */

const answer = `# A heading

## A second one

### A third one

1. One ~~crossed out~~
2. Two, and ==raw== <blink>HTML</blink>

A paragraph with **bold**, \`code\`, a [link](https://example.org/), <kbd>Ctrl</kbd> and a note.[^1]

- [x] a task that is done
- [ ] one that is not
- a list
  - within a list

> A quotation

| item | a long name of a column | price | and one more column |
| :--- | --- | ---: | --- |
| tea | green, of the first harvest | 3.50 | yes |

\`\`\`ts
// Adds two numbers, in a line that is longer than any phone is wide, so that it has to scroll.
export const add = (one: number, two: number): number => one + two; // "sum" of 2
\`\`\`

Inline $E = mc^2$, and on a line of its own:

$$\\int_0^\\infty e^{-x^2}\\,dx = \\frac{\\sqrt{\\pi}}{2} + a + b + c + d + e + f + g + h + i + j + k$$

![a picture](https://example.org/picture.png)

<details><summary>More of it</summary>hidden at first</details>

A_word_without_any_place_to_break_it_that_is_longer_than_a_narrow_screen_can_show_on_one_line.

---

[^1]: What the note says.`;

/** One black dot. */
export const pixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";

const metrics = {
  prompt_tokens: 1200,
  completion_tokens: 137,
  time_to_first_token_ms: 800,
  load_ms: 20,
  prompt_eval_ms: 300,
  eval_ms: 3300,
  total_ms: 4200,
  done_reason: "stop",
  context_window: 4096,
  context_used: 3600,
  truncated: true,
};

const prompt = { model: "guide:latest", options: {}, system_prompt: null, estimated_tokens: 4000 };

export interface RichChat {
  id: string;
  /** Of a question in its middle. */
  question: string;
  /** A line of JSON for `POST /api/import`. */
  line: string;
}

export function richChat(): RichChat {
  const start = Date.now() - 3_600_000;
  const at = (second: number) => {
    const time = new Date(start + second * 1000).toISOString();
    return { created_at: time, updated_at: time };
  };
  const [q1, former, a1, q2, a2, q3, a3] = Array.from({ length: 7 }, () => crypto.randomUUID()) as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const reply = { role: "assistant", model: "guide:latest" };
  const messages = [
    {
      id: q1,
      parent_id: null,
      role: "user",
      content: "What is in it?\nAll of it.",
      images: [pixel],
      ...at(1),
    },
    { id: former, parent_id: q1, ...reply, content: "A former version.", ...at(2) },
    {
      id: a1,
      parent_id: q1,
      ...reply,
      content: answer,
      thinking: "Let me see. *Everything* there is.",
      thinking_ms: 3200,
      pinned: true,
      metrics,
      ...at(3),
    },
    {
      id: q2,
      parent_id: a1,
      role: "user",
      content: `And what went wrong?${"\n\nMuch more of it.".repeat(60)}`,
      pinned: true,
      ...at(4),
    },
    {
      id: a2,
      parent_id: q2,
      ...reply,
      content: "Half of",
      status: "failed",
      error: { code: "ollama_timeout", message: "Ollama has been silent for 120 s." },
      ...at(5),
    },
    { id: q3, parent_id: a2, role: "user", content: "Go on.", ...at(6) },
    {
      id: a3,
      parent_id: q3,
      ...reply,
      content: "This one was",
      status: "stopped",
      metrics,
      // The first two were left out.
      prompt: { ...prompt, first_message_id: q2, left_out: 2, ...at(7) },
      ...at(7),
    },
  ];
  const id = crypto.randomUUID();
  const session = {
    id,
    title: "Everything that a message can have, under a title that is too long for any line",
    model: "guide:latest",
    head_id: a3,
    pinned: true,
    ...at(0),
    updated_at: at(7).updated_at,
  };
  return { id, question: q2, line: JSON.stringify({ format: "chat-webui", version: 1, session, messages }) };
}
