/** Some weeks of chats for the pictures, in the format of our own export. */

const dayMs = 24 * 60 * 60_000;

const topics: [title: string, question: string, answer: string][] = [
  [
    "Sourdough starter",
    "My starter smells of acetone. What now?",
    "It is **hungry**. Feed it 1:5:5 and keep it at 24 °C.",
  ],
  [
    "Bash quoting",
    "When do I need quotes around `$@`?",
    'Always: `"$@"` keeps each argument whole.\n\n```sh\nfor file in "$@"; do\n  printf "%s\\n" "$file"\ndone\n```',
  ],
  [
    "SQL window functions",
    "Running total per customer?",
    "```sql\nselect customer, day,\n  sum(amount) over (partition by customer order by day) as total\nfrom payments;\n```",
  ],
  [
    "Tent for two",
    "Which matters more, weight or space?",
    "For a week in rain: space. For a pass a day: weight.",
  ],
  [
    "Which model for summaries?",
    "Is a small model enough for summaries?",
    "For a page or two, yes. Check figures and names in any model's summary.",
  ],
  [
    "Regex for dates",
    "Match 2026-11-24 but not 2026-13-01",
    "`/^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$/`",
  ],
  [
    "A letter to the council",
    "Make this letter friendlier",
    "Begin with what works well, then ask for **one** thing.",
  ],
  [
    "Why the sky is red at dusk",
    "Why is the sky red at dusk?",
    "The light's way through the air is longer: blue is scattered out of it on the way.",
  ],
];

const models = ["llama3.2:3b", "qwen3:8b", "gemma3:12b"];

/** JSON lines for `POST /api/import`. */
export function weeksOfChats(): string {
  return Array.from({ length: 24 }, (_, n) => JSON.stringify(chat(n))).join("\n");
}

function chat(n: number) {
  const [title, question, answer] = topics[n % topics.length]!;
  const model = models[n % models.length]!;
  const asked = new Date(Date.now() - Math.floor(n * 1.2) * dayMs - (n + 1) * 17 * 60_000);
  const answered = new Date(asked.getTime() + 6000);
  const [q, a] = [crypto.randomUUID(), crypto.randomUUID()];
  const at = (time: Date) => ({ created_at: time.toISOString(), updated_at: time.toISOString() });
  return {
    format: "chat-webui",
    version: 1,
    session: {
      id: crypto.randomUUID(),
      title: n < topics.length ? title : `${title} (${Math.floor(n / topics.length) + 1})`,
      title_source: "user",
      model,
      head_id: a,
      pinned: n === 4,
      ...at(answered),
    },
    messages: [
      { id: q, parent_id: null, role: "user", content: question, ...at(asked) },
      {
        id: a,
        parent_id: q,
        role: "assistant",
        model,
        content: answer,
        metrics: figures(n),
        ...at(answered),
      },
    ],
  };
}

function figures(n: number) {
  const completion = 120 + (n * 37) % 260;
  return {
    prompt_tokens: 180 + (n * 53) % 900,
    completion_tokens: completion,
    time_to_first_token_ms: 300 + (n * 91) % 900,
    load_ms: n % 5 === 0 ? 2800 : 20,
    prompt_eval_ms: 100,
    eval_ms: completion * (18 + (n % models.length) * 9),
    total_ms: 6000,
    done_reason: "stop",
    context_window: 8192,
    context_used: 500 + (n * 211) % 3000,
    truncated: false,
  };
}
